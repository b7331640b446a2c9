// 核对: the balance sheet, what is off and by how much, and certification. The server decides what balances.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, w } from '../staff/dialogs.js';
import { input } from '../staff/groups_editor.js';
import { placed } from '../staff/round_titles.js';
import { fingerprint } from './fingerprint.js';
import { fraction } from './fraction.js';
import { row, table } from './table.js';

const number = (n) => (n === null || n === undefined ? '—' : n);

// One line of the balance: figures with their words, and whether the first equals the rest.
function balance(key, terms, off, below) {
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
      { class: off === 0 ? 'good verdict' : 'warn verdict' },
      off === null
        ? t('check.unknown')
        : off === 0
          ? t('check.even')
          : t(off > 0 ? 'check.more' : 'check.less', { n: Math.abs(off) }),
    ),
    below || null,
  );
}

// Nobody said how many are expected: then there is nothing for those present to add up to (server/core/reconciliation.py).
const informal = (r) =>
  el(
    'section',
    { class: 'card' },
    w('h2', 'check.people', { class: 'soft' }),
    el('p', { class: 'sum' }, el('strong', { class: 'stat' }, number(r.present)), el('span', {}, t('check.present'))),
    w('p', 'check.informal', { class: 'soft verdict' }),
  );

// 到会 at least the share of 应到, in whole heads (DOMAIN §3.3): the share is "2/3" or "0.8".
function quorum(desk, r) {
  const share = desk.meeting.document.quorum;
  if (!share || r.expected === null) return null;
  const [over, under] = fraction(share);
  const needed = Math.ceil((over * r.expected) / under);
  if (r.present === null) return el('p', { class: 'soft verdict' }, t('check.quorum', { share, n: needed }));
  const met = r.present >= needed;
  const off = needed - r.present;
  return el(
    'p',
    { class: (met ? 'good' : 'warn') + ' verdict' },
    t(met ? 'check.quorum.met' : 'check.quorum.not', { share, n: needed, off }),
  );
}

function people(desk, r) {
  if (r.expected === null) return informal(r);
  const known = [r.present, r.absent].every((n) => n !== null);
  return balance(
    'check.people',
    [
      { n: r.expected, key: 'check.expected' },
      { n: r.present, key: 'check.present', sign: '＝' },
      { n: r.absent, key: 'check.absent', sign: '＋' },
    ],
    known ? r.present + r.absent - r.expected : null,
    quorum(desk, r),
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

// What of a round does not hold, and by how much (DOMAIN §5.10); '' where everything does.
function offBy(line, r) {
  if (r.present !== null && line.returned > r.present) return t('check.over', { n: line.returned - r.present });
  if (line.unreturned < 0) return t('check.cards.over', { n: -line.unreturned });
  const sums = [line.phone + line.paper - line.returned];
  if (line.valid !== null)
    sums.push(line.valid + line.invalid - line.returned, line.abstained - Math.min(line.abstained, line.valid));
  const off = sums.find((n) => n !== 0);
  return off === undefined ? '' : t('check.off', { n: Math.abs(off) });
}

const HEADS = ['eligible', 'returned', 'unreturned', 'phone', 'paper', 'valid', 'invalid', 'abstained'];
const COLUMNS = [
  { key: 'round.number', kind: 'narrow' },
  { key: 'round.subjects', kind: 'who' },
].concat(
  HEADS.map((key) => ({ key: 'check.' + key, kind: 'number' })),
  [{ key: 'nav.check', kind: 'ends' }],
);

// A round that runs has no verdict yet.
function verdict(round, off) {
  if (off) return el('strong', { class: 'warn' }, off);
  if (round && round.state === 'open') return el('span', { class: 'soft' }, t('check.running'));
  return el('strong', { class: 'good' }, t('check.even'));
}

function rounds(desk, r) {
  const known = new Map(desk.meeting.rounds.map((round) => [round.id, round]));
  const line = (one) => {
    const round = known.get(one.round);
    const off = offBy(one, r);
    const about = round ? [round.number, placed(desk.meeting.document, round)] : [one.round, ''];
    return row(
      COLUMNS,
      about.concat(
        HEADS.map((key) => number(one[key])),
        [verdict(round, off)],
      ),
      off ? 'off' : null,
    );
  };
  return el(
    'section',
    { class: 'card flush' },
    el('h2', { class: 'soft inset' }, t('check.rounds')),
    table(t('check.rounds'), COLUMNS, r.rounds.map(line), 'close'),
    w('p', 'check.sums', { class: 'hint inset' }),
  );
}

// Voided rounds stay in the record with their reasons (issue of the papers, point 2); their ballots are destroyed.
function voided(desk) {
  const gone = desk.meeting.rounds.filter((round) => round.state === 'voided');
  if (!gone.length) return null;
  const columns = [{ key: 'round.number', kind: 'narrow' }, { key: 'round.subjects' }, { key: 'check.reason' }];
  return el(
    'section',
    { class: 'card flush' },
    el('h2', { class: 'soft inset' }, t('check.voided.rounds')),
    table(
      t('check.voided.rounds'),
      columns,
      gone.map((one) => [one.number, placed(desk.meeting.document, one), one.reason]),
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
  made.disabled = desk.meeting.phase !== 'live' || reasons(desk, r).length > 0;
  if (made.disabled) made.setAttribute('aria-describedby', 'why-not');
  return made;
}

const waits = (desk) =>
  desk.meeting.rounds.some(
    (round) => round.state === 'closed' && (round.confirm || desk.meeting.document.show !== 'live'),
  );

// Why certification waits, each a sentence: the meeting's phase, what runs or is not published, what does not balance.
function reasons(desk, r) {
  const phase = desk.meeting.phase === 'rehearsal' ? [t('check.rehearsal')] : [];
  return phase.concat(waits(desk) ? [t('check.unpublished')] : [], r.problems);
}

function standing(desk, r) {
  if (desk.meeting.phase === 'certified') return w('p', 'check.certified', { class: 'banner good' });
  const why = reasons(desk, r);
  if (!why.length) return w('p', 'check.ready', { class: 'banner good' });
  return el(
    'div',
    { class: 'banner', id: 'why-not' },
    el('strong', {}, t('check.notyet')),
    el(
      'ul',
      { class: 'dots' },
      why.map((one) => el('li', {}, one)),
    ),
  );
}

function build(desk) {
  const r = desk.meeting.reconciliation;
  return {
    primary: certifyButton(desk, r),
    node: el(
      'div',
      { class: 'stack' },
      standing(desk, r),
      fingerprint(desk),
      el('div', { class: 'pair' }, people(desk, r), cards(r)),
      desk.meeting.phase === 'certified' ? null : attendance(desk),
      r.rounds.length ? rounds(desk, r) : w('p', 'live.none', { class: 'soft' }),
      voided(desk),
    ),
  };
}

function mark(desk) {
  const r = desk.meeting.reconciliation;
  if (!r.rounds.length || desk.open()) return '';
  return r.balanced ? '✓' : t('check.mark', { n: r.problems.length });
}

export const section = { key: 'check', build, mark };
