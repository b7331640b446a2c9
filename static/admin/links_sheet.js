// All links of a meeting as text, and as one page to be saved or printed: with QR codes, and readable without the server.
import { $, el, svg } from '../shared/dom.js';
import { saveFile } from '../shared/api.js';
import { t } from '../shared/i18n.js';
import { fileName } from '../staff/file_name.js';

// [{name, use, link, qr}] in the order of the page. links, qr: by role, those of participants by group.
function entries({ links, qr }) {
  const staff = ['desk', 'chair', 'screen'].filter((role) => links[role]);
  const join = links.join || {};
  const entry = (role, link, code, group) => ({
    name: t('role.' + role) + (group ? ' · ' + group : ''),
    use: t('role.' + role + '.use'),
    link,
    qr: code,
  });
  return staff
    .map((role) => entry(role, links[role], qr[role]))
    .concat(Object.keys(join).map((group) => entry('join', join[group], qr.join && qr.join[group], group)));
}

export const linksText = (meeting, created) =>
  [meeting.title].concat(entries(created).map(({ name, link }) => t('links.line', { name, link }))).join('\n');

function entryNode({ name, use, link, qr }) {
  const box = qr && '0 0 ' + qr.size + ' ' + qr.size;
  return el(
    'section',
    {},
    qr ? svg('svg', { viewBox: box, role: 'img', 'aria-label': t('links.qr') }, svg('path', { d: qr.path })) : null,
    el('div', {}, el('h2', {}, name), el('p', {}, use), el('a', { href: link }, link)),
  );
}

function sheet(meeting, created, styles) {
  const title = t('links.sheet.title', { title: meeting.title });
  const about = [meeting.organisation, meeting.date].filter(Boolean).join(' · ');
  return el(
    'html',
    { lang: document.documentElement.lang },
    el('head', {}, el('meta', { charset: 'utf-8' }), el('title', {}, title), el('style', {}, styles)),
    el(
      'body',
      {},
      el('h1', {}, meeting.title),
      about ? el('p', {}, about) : null,
      el('p', { class: 'warning' }, t('links.sheet.warning')),
      entries(created).map(entryNode),
    ),
  );
}

// The path of the sheet's own styles has the version that all files of this page have.
function styleText(api) {
  const [path] = /\/static\/[^/]+\/tokens\.css$/.exec($('link[href$="/tokens.css"]').href);
  return api.text('GET', path.replace('tokens.css', 'admin/links_sheet.css'), undefined, 'text/css');
}

// Returns the name of the file. Throws Refusal.
export async function saveLinksSheet(api, meeting, created) {
  const page = '<!doctype html>\n' + sheet(meeting, created, await styleText(api)).outerHTML + '\n';
  const name = fileName(meeting.title, t('links.sheet.name'), meeting.date, 'html');
  saveFile(new Blob([page], { type: 'text/html;charset=utf-8' }), name);
  return name;
}
