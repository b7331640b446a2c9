// The calm pages between ballots: one sign, one sentence, what comes next. State in, DOM out.
import { el, svg } from '../shared/dom.js';
import { t, knows } from '../shared/i18n.js';
import { basisOf, groupsOf } from '../shared/bands.js';

// Drawn on 24 × 24.
const STROKES = {
  ok: 'M5 13l5 5L20 7',
  wait: 'M12 7v5.5l3.5 2M12 3a9 9 0 1 0 .01 0',
  send: 'M12 20V5M5.5 11L12 4.5l6.5 6.5',
  unsent: 'M12 20V5M5.5 11L12 4.5l6.5 6.5',
  stop: 'M12 5v9M12 18.9v.1',
  still: 'M9 6v12M15 6v12',
  out: 'M6 12h12',
  gone: 'M6 6l12 12M18 6L6 18',
};

function mark(kind) {
  if (!STROKES[kind]) return null;
  return el(
    'div',
    { class: 'mark', 'aria-hidden': 'true' },
    svg('svg', { viewBox: '0 0 24 24', focusable: 'false' }, svg('path', { d: STROKES[kind] })),
  );
}

// kind is a sign of STROKES, or bare for none.
export function sign(kind, title, lines, ...more) {
  return el(
    'section',
    { class: 'sign ' + kind },
    mark(kind),
    el('h1', { tabindex: '-1' }, title),
    lines.map((text) => el('p', {}, text)),
    more,
  );
}

function dots(done, total) {
  const made = [];
  for (let i = 0; i < total; i += 1) made.push(el('span', { class: i < done ? 'done' : i === done ? 'now' : '' }));
  return el('div', { class: 'dots', 'aria-hidden': 'true' }, made);
}

// Where the meeting stands, at the foot of every page between ballots.
export function progress(meeting) {
  if (!meeting || !meeting.total) return null;
  const done = Math.min(meeting.done, meeting.total);
  return el(
    'aside',
    { class: 'card progress', 'aria-label': t('progress', { done, total: meeting.total }) },
    meeting.next ? el('strong', {}, t('next', { name: meeting.next })) : null,
    el('p', {}, done ? t('progress', { done, total: meeting.total }) : t('progress.none', { total: meeting.total })),
    meeting.total <= 40 ? dots(done, meeting.total) : null,
  );
}

export function refusalWords(code) {
  const key = knows('refused.' + code) ? 'refused.' + code : 'refused.other';
  return [t(key, { code }), t(key + '.do')];
}

// typed: {text}, what was typed so far; it outlives this box.
export function codeBox(typed, enter) {
  const problem = el('p', { class: 'problem', role: 'alert', id: 'code-problem' });
  const input = el('input', {
    id: 'code',
    class: 'input code',
    type: 'text',
    inputmode: 'text',
    autocomplete: 'off',
    autocapitalize: 'characters',
    value: typed.text,
    spellcheck: 'false',
    maxlength: 200,
    'aria-describedby': 'code-hint code-problem',
    on: {
      input: () => {
        typed.text = input.value;
      },
    },
  });
  const send = (event) => {
    event.preventDefault();
    const wrong = enter(input.value);
    problem.textContent = wrong || '';
    if (wrong) {
      input.setAttribute('aria-invalid', 'true');
      input.focus();
    }
  };
  return el(
    'form',
    { class: 'code-box', on: { submit: send } },
    el('label', { for: 'code' }, t('code.label')),
    input,
    problem,
    el('p', { class: 'meta', id: 'code-hint' }, t('code.hint')),
    el('button', { type: 'submit', class: 'button big primary' }, t('code.enter')),
  );
}

function bandLine(group) {
  return el(
    'li',
    {},
    el('span', { class: group.tone }, group.name),
    el('strong', {}, group.share),
    el('span', { class: 'meta' }, String(group.count)),
  );
}

function resultCard(round, subject, tally) {
  const named = round.subjects.find((each) => each.id === subject.id) || { name: '', unit: '' };
  const abstained = subject.abstained ? t('result.abstained', { n: subject.abstained }) : '';
  return el(
    'section',
    { class: 'card result' },
    el('h2', {}, named.name),
    el('p', { class: 'meta' }, named.unit),
    subject.ballots
      ? [
          el('p', { class: 'stat' }, subject.score === null ? '–' : subject.score),
          el(
            'p',
            { class: 'meta' },
            t('result.base.' + basisOf(tally, subject), { n: subject.ballots, k: tally.trim }),
          ),
          abstained ? el('p', { class: 'meta' }, abstained) : null,
          el('ul', { class: 'band-lines' }, groupsOf(subject, round.form, round.bands || []).map(bandLine)),
          el('p', { class: 'meta' }, t('result.shares', { n: subject.ballots })),
        ]
      : [el('p', { class: 'meta' }, t('result.none')), abstained ? el('p', { class: 'meta' }, abstained) : null],
  );
}

export function results(round, tally) {
  return el(
    'section',
    { class: 'results' },
    el('h1', { tabindex: '-1' }, t('result')),
    tally.subjects.map((subject) => resultCard(round, subject, tally)),
  );
}
