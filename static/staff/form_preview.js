// Shows a ballot form as it will look on the phone and on paper, in small. Knows no page.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from './form_controls.js';
import { paperPicture } from './paper_picture.js';
import { phonePicture } from './phone_picture.js';

function description(form) {
  const notes = form.notes ? form.notes.length : 0;
  return t(notes ? 'picture.notes' : 'picture.plain', { items: form.items.length, notes });
}

// names: of the subjects to draw; bands: [[name, floor]] that judge the part, [] for none; isDecided: by votes.
export function formPreview() {
  const holder = el('div', {});
  const about = el('p', { class: 'hint' });
  const node = el('figure', { class: 'picture' });
  let shown = null;
  let isPaper = false;

  const tab = (key, paper) =>
    localized('button', key, { type: 'button', class: 'picture-tab', on: { click: () => turnTo(paper) } });
  const tabs = [tab('picture.phone', false), tab('picture.paper', true)];

  function turnTo(paper) {
    isPaper = paper;
    draw();
  }

  function draw() {
    tabs.forEach((each, i) => each.setAttribute('aria-pressed', String(isPaper === (i === 1))));
    if (!shown) return;
    const { form, bands, names, isDecided } = shown;
    about.textContent = description(form);
    fill(holder, isPaper ? paperPicture(form, names) : phonePicture(form, bands, names, isDecided));
  }

  fill(node, el('div', { class: 'picture-tabs' }, tabs), holder, about);
  draw();
  return {
    node,
    show(form, bands, names, isDecided) {
      shown = { form, bands, names, isDecided };
      draw();
    },
  };
}
