// What the screen's scenes are made of: heads, footers, turnout, quorum, tables. State in, DOM out.
import { el, svg } from '../shared/dom.js';
import { t, knows } from '../shared/i18n.js';
import { groupsOf, percent, table, toneOf } from '../shared/chart.js';

export function line(words) { return words.filter((word) => word).join(t('join.dot')); }

export function dateWords(date) {
  const parts = String(date || '').split('-');
  return parts.length === 3 ? t('date', { y: parts[0], m: parts[1].replace(/^0/, t('zero')), d: parts[2].replace(/^0/, t('zero')) }) : '';
}

export function head(state, title, about, right) {
  return el('header', { class: 'head' },
    el('div', {}, el('p', { class: 'state' }, state), el('h1', { class: title.length > 14 ? 'long' : '' }, title), about ? el('p', { class: 'about' }, about) : null), right);
}

export function clockBox(label) {
  return el('div', { class: 'clock' }, el('p', { class: 'time', data: { left: 'round' } }), el('p', { class: 'about' }, label));
}

export function timerBox(timer) {
  if (!timer) return null;
  return el('div', { class: 'clock timer' }, el('p', { class: 'time', data: { left: 'timer' } }),
    el('p', { class: 'about' }, line([t('timer.' + timer.kind), timer.running ? '' : t('timer.paused')])));
}

// Numbers of cards are written large, words small: [58, '/ 66', '已入场'].
export function figures(...pairs) {
  return el('p', { class: 'figures' }, pairs.map((pair) => [el('strong', {}, pair[0]), ' ' + pair[1] + ' ']));
}

export function qrCode(qr, label) {
  return svg('svg', { class: 'qr', viewBox: '0 0 ' + qr.size + ' ' + qr.size, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' },
    svg('rect', { width: qr.size, height: qr.size, fill: '#fff' }), svg('path', { d: qr.path, fill: '#000' }));
}

export function fours(code) { return code.replace(/(.{4})(?=.)/g, '$1 '); }

export function shareWords(share) { return knows(share) ? t(share) : share; }

// present ≥ quorum × expected, in whole numbers.
export function quorumMet(meeting) {
  const parts = meeting.quorum.split('/');
  return meeting.present * Number(parts[1] || 1) >= meeting.expected * Number(parts[0]);
}

export function quorumLine(meeting) {
  if (!meeting.quorum || !meeting.expected) return null;
  const share = shareWords(meeting.quorum);
  if (meeting.present === null || meeting.present === undefined) return el('span', {}, t('quorum', { share }));
  const met = quorumMet(meeting);
  return el('strong', { class: met ? 'good' : 'mid' }, t(met ? 'quorum.met' : 'quorum.missing', { share }));
}

export function bandFor(score, bands) {
  const band = bands.find((each) => Number(score) >= Number(each[1])) || bands[bands.length - 1];
  return band ? band[0] : '';
}

export function grade(name, bands) { return el('span', { class: 'grade ' + toneOf(name, bands) }, name); }

export function tallyTable(name, groups) {
  return table(groups, { caption: t('table', { name }), band: t('band'), mark: t('mark'), count: t('count'), share: t('share') });
}

export function stack(subject, form, bands) {
  return el('span', { class: 'stack', 'aria-hidden': 'true' },
    groupsOf(subject, form, bands).map((group) => el('span', { class: group.tone, css: { '--part': group.count } })));
}

// The type that lets so many rows and their head fill the height, at most that of a shorter table.
function fit(rows) { return Math.min(3, (77 / (rows + 1) - 1.05) / 1.25); }

// All subjects of a combined round on one page, in the order of the form.
export function overview(round, tally) {
  const names = round.form.scale.choices || round.bands;
  const row = (subject) => {
    const named = round.subjects.find((each) => each.id === subject.id) || { name: '' };
    return el('tr', {}, el('th', { scope: 'row' }, named.name), el('td', { class: 'number strong' }, subject.score === null ? '–' : subject.score),
      names.map((band) => el('td', { class: 'number ' + toneOf(band[0], names) }, percent((subject.bands || {})[band[0]] || 0, subject.ballots))),
      el('td', { class: 'number' }, subject.ballots), el('td', { class: 'number' }, subject.abstained), el('td', { class: 'wide' }, stack(subject, round.form, round.bands)));
  };
  const n = tally.subjects.length;
  return el('table', { class: 'overview n' + Math.ceil(n / 6), css: { '--fit': fit(n) } }, el('caption', { class: 'hidden-text' }, t('subject')),
    el('thead', {}, el('tr', {}, [t('subject'), t('score')].concat(names.map((band) => band[0]), [t('ballots'), t('abstain')]).map((word, i) => el('th', { scope: 'col', class: i ? 'number' : '' }, word)), el('td', {}))),
    el('tbody', {}, tally.subjects.map(row)));
}
