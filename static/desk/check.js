// 核对: the balance sheet, what is off and by how much, and certification. The server decides what balances.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, w } from '../keyed/ask.js';
import { input } from '../keyed/groups.js';
import { headline } from '../keyed/rounds.js';

const number = (n) => (n === null || n === undefined ? '—' : n);

// One line of the balance: figures with their words, and whether the first equals the rest.
function balance(key, terms, off) {
  return el(
    'section',
    { class: 'card' },
    w('h2', key, { class: 'soft' }),
    el(
      'p',
      { class: 'sum' },
      terms.map((term) => [
        term.sign ? el('span', { class: 'sign' }, term.sign) : null,
        el('strong', { class: 'stat' }, number(term.n)),
        el('span', {}, t(term.key)),
      ]),
    ),
    el(
      'p',
      { class: off === 0 ? 'good verdict' : 'mid verdict' },
      off === null
        ? t('check.unknown')
        : off === 0
          ? t('check.even')
          : t(off > 0 ? 'check.more' : 'check.less', { n: Math.abs(off) }),
    ),
  );
}

function people(r) {
  const known = [r.expected, r.present, r.absent].every((n) => n !== null && n !== undefined);
  return balance(
    'check.people',
    [
      { n: r.expected, key: 'check.expected' },
      { n: r.present, key: 'check.present', sign: '＝' },
      { n: r.absent, key: 'check.absent', sign: '＋' },
    ],
    known ? r.present + r.absent - r.expected : null,
  );
}

const cards = (r) =>
  balance(
    'check.cards',
    [
      { n: r.issued, key: 'check.issued' },
      { n: r.voided, key: 'check.voided', sign: '－' },
      { n: r.issued - r.voided, key: 'check.valid', sign: '＝' },
    ],
    0,
  );

// How many of a round's ballots do not add up: against those present, and the round's own sums.
function offBy(line, r) {
  if (r.present !== null && r.present !== undefined && line.returned > r.present)
    return t('check.over', { n: line.returned - r.present });
  const sums = [
    line.valid + line.invalid - line.returned,
    line.phone + line.paper - line.returned,
    line.returned + line.unreturned - line.eligible,
  ];
  const off = sums.find((n) => n !== 0);
  return off === undefined ? '' : t('check.off', { n: Math.abs(off) });
}

function rounds(desk, r) {
  const known = new Map(desk.meeting.rounds.map((round) => [round.id, round]));
  const heads = ['eligible', 'returned', 'paper', 'valid', 'invalid', 'abstained'];
  const line = (one) => {
    const round = known.get(one.round);
    const off = offBy(one, r);
    return el(
      'tr',
      { class: off ? 'off' : null },
      el('td', {}, round ? round.number : one.round),
      el('td', {}, round ? headline(round.subjects) : ''),
      heads.map((key) => el('td', { class: 'number' }, number(one[key]))),
      el('td', { class: 'number ' + (off ? 'mid' : 'good') }, off || t('check.even')),
    );
  };
  return el(
    'div',
    { class: 'card scroll flush' },
    el(
      'table',
      { class: 'table list' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'col', class: 'narrow' }, t('round.number')),
          el('th', { scope: 'col' }, t('round.subjects')),
          heads.map((key) => el('th', { scope: 'col', class: 'number' }, t('check.' + key))),
          el('th', { scope: 'col', class: 'number' }, t('nav.check')),
        ),
      ),
      el('tbody', {}, r.rounds.map(line)),
    ),
  );
}

function attendance(desk) {
  const given = desk.meeting.attendance;
  const present = input(null, given.present, { inputmode: 'numeric' });
  const absent = input(null, given.absent, { inputmode: 'numeric' });
  const save = async () => {
    const wrong = [present, absent].find((control) => !/^\d+$/.test(control.value.trim()));
    if (wrong) {
      desk.say(t('check.whole'));
      wrong.focus();
      return;
    }
    const body = { present: Number(present.value), absent: Number(absent.value) };
    if (await desk.act(() => desk.api.put(desk.path('/attendance'), body))) {
      await desk.act(desk.refresh);
      desk.build();
      desk.say(t('saved'), true);
    }
  };
  return el(
    'form',
    {
      class: 'card block',
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          save();
        },
      },
    },
    w('h2', 'check.attendance'),
    el('div', { class: 'grid' }, field('check.present', present), field('check.absent', absent)),
    w('button', 'save', { type: 'submit', class: 'button' }),
  );
}

function certifyButton(desk, r) {
  const certify = async () => {
    const sure = await ask({
      title: t('certify.title', { title: desk.meeting.title }),
      yes: t('certify.do'),
      danger: true,
      content: [el('p', {}, t('certify.why'))],
    });
    if (sure && (await desk.act(() => desk.api.post(desk.path('/phase'), { phase: 'certified' })))) {
      await desk.act(desk.refresh);
      desk.build();
      desk.say(t('certify.done'), true);
    }
  };
  const made = button('certify.do', certify, 'primary');
  made.disabled = !r || !r.balanced || desk.open() !== null || desk.meeting.phase !== 'live';
  return made;
}

const PHASES = { rehearsal: 'check.rehearsal', certified: 'check.certified' };

function build(desk) {
  const r = desk.meeting.reconciliation;
  const note = PHASES[desk.meeting.phase];
  const banner = note ? w('p', note, { class: 'banner' + (desk.meeting.phase === 'certified' ? ' good' : '') }) : null;
  if (!r) return { node: el('div', { class: 'stack' }, banner, w('p', 'check.open', { class: 'banner' }), attendance(desk)) };
  return {
    primary: certifyButton(desk, r),
    node: el(
      'div',
      { class: 'stack' },
      banner,
      desk.open() ? w('p', 'check.open', { class: 'banner' }) : null,
      r.problems.map((problem) => el('p', { class: 'banner strong' }, problem)),
      el('div', { class: 'pair' }, people(r), cards(r)),
      r.rounds.length ? rounds(desk, r) : w('p', 'live.none', { class: 'soft' }),
      attendance(desk),
    ),
  };
}

function mark(desk) {
  const r = desk.meeting.reconciliation;
  if (!r || !r.rounds.length || desk.open()) return '';
  return r.balanced ? '✓' : t('check.mark', { n: r.problems.length });
}

export const section = { key: 'check', build, mark };
