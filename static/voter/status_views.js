// The views between ballots: an icon, a sentence, what comes next. State in, DOM out.
import { pagePath } from '../shared/base.js';
import { $, el, fromTemplate, svg } from '../shared/dom.js';
import { t, knows, translate } from '../shared/i18n.js';

// Paths in a box of 24 × 24.
const ICONS = {
  ok: 'M5 13l5 5L20 7',
  wait: 'M12 7v5.5l3.5 2M12 3a9 9 0 1 0 .01 0',
  send: 'M12 20V5M5.5 11L12 4.5l6.5 6.5',
  stop: 'M12 5v9M12 18.9v.1',
  still: 'M9 6v12M15 6v12',
  out: 'M6 12h12',
  gone: 'M6 6l12 12M18 6L6 18',
};
const MOST_DOTS = 40;

function iconNode(icon) {
  if (!ICONS[icon]) return null;
  return el(
    'div',
    { class: 'mark', 'aria-hidden': 'true' },
    svg('svg', { viewBox: '0 0 24 24', focusable: 'false' }, svg('path', { d: ICONS[icon] })),
  );
}

// icon: a name in ICONS, or 'bare' for none.
export function statusView(icon, title, lines, ...more) {
  return el(
    'section',
    { class: 'sign ' + icon },
    iconNode(icon),
    el('h1', { tabindex: '-1' }, title),
    lines.map((text) => el('p', {}, text)),
    more,
  );
}

function dots(done, total) {
  const nodes = Array.from({ length: total }, (none, i) =>
    el('span', { class: i < done ? 'done' : i === done ? 'now' : '' }),
  );
  return el('div', { class: 'dots', 'aria-hidden': 'true' }, nodes);
}

// How far the meeting is, at the foot of every view between ballots.
export function progressCard(meeting) {
  if (!meeting || !meeting.total) return null;
  const { total, next } = meeting;
  const done = Math.min(meeting.done, total);
  return el(
    'aside',
    { class: 'card progress', 'aria-label': t('progress', { done, total }) },
    next ? el('strong', {}, t('next', { name: next })) : null,
    el('p', {}, done ? t('progress', { done, total }) : t('progress.none', { total })),
    total <= MOST_DOTS ? dots(done, total) : null,
  );
}

// [what happened, what to do] for a refusal's code.
export function refusalTexts(code) {
  const key = knows('refused.' + code) ? 'refused.' + code : 'refused.other';
  return [t(key, { code }), t(key + '.do')];
}

export function refusalLine(code) {
  const [a, b] = refusalTexts(code);
  return t('sentences', { a, b });
}

// input: {text}, what is typed so far, kept by the caller. enter(text) returns the problem with a code, or ''.
export function codeBox(input, enter) {
  const form = fromTemplate('code-template');
  const box = $('input', form);
  translate(form);
  $('.admin', form).hidden = pagePath() !== '/';
  box.value = input.text;
  box.addEventListener('input', () => {
    input.text = box.value;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const problem = enter(box.value);
    $('.problem', form).textContent = problem;
    if (!problem) return;
    box.setAttribute('aria-invalid', 'true');
    box.focus();
  });
  return form;
}
