// 核对: the balance of people, cards and rounds, what does not balance, and certification. The server decides what balances.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { confirmDanger } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { names } from '../staff/round_titles.js';
import { attendanceForm } from './attendance.js';
import { cardGroups, fewerIssued, isSpareAsked } from './card_groups.js';
import { certify, leftOut } from './certification.js';
import { isFullyCounted, voteless } from './counted_votes.js';
import { fingerprint } from './fingerprint.js';
import { hasUnpublished, heldBack, isCertified, isRehearsal } from './meeting_phase.js';
import { quorumLine } from './quorum.js';
import { roundsSection, voidedSection } from './reconciliation_rounds.js';

const orDash = (number) => (number === null || number === undefined ? '—' : number);

function balanceText(difference) {
  if (difference === null) return t('check.unknown');
  if (difference === 0) return t('check.even');
  return t(difference > 0 ? 'check.more' : 'check.less', { n: Math.abs(difference) });
}

const termNodes = (term) => [
  term.sign ? el('span', { class: 'sign' }, term.sign) : null,
  el('strong', { class: 'stat' }, orDash(term.count)),
  el('span', {}, t(term.key)),
];

// terms: [{count, key, sign}] as an equation; difference: of its sides, null if unknown.
function balanceCard(key, terms, difference, footer) {
  return el(
    'section',
    { class: 'card' },
    localized('h2', key, { class: 'soft' }),
    el('p', { class: 'sum' }, terms.map(termNodes)),
    el('p', { class: (difference === 0 ? 'good' : 'warn') + ' verdict' }, balanceText(difference)),
    footer || null,
  );
}

// Without an expected number there is nothing that the people present add up to (server/core/reconciliation.py).
const presentCard = (present) =>
  el(
    'section',
    { class: 'card' },
    localized('h2', 'check.people', { class: 'soft' }),
    el('p', { class: 'sum' }, termNodes({ count: present, key: 'check.present' })),
    localized('p', 'check.informal', { class: 'soft verdict' }),
  );

function peopleCard(desk) {
  const { reconciliation } = desk.meeting;
  const { expected, present, absent } = reconciliation;
  if (expected === null) return presentCard(present);
  const terms = [
    { count: expected, key: 'check.expected' },
    { count: present, key: 'check.present', sign: '＝' },
    { count: absent, key: 'check.absent', sign: '＋' },
  ];
  return balanceCard('check.people', terms, reconciliation.attendance_difference, quorumLine(reconciliation));
}

// Printed cards, or with open admission phones, or both.
function printedKey(meeting) {
  const cards = cardGroups(meeting).reduce((sum, { printed }) => sum + printed, 0);
  if (cards === meeting.reconciliation.printed) return 'check.printed';
  return cards ? 'check.printed.both' : 'check.printed.phones';
}

function voidedLine({ voided, valid_cards: valid }) {
  return voided ? el('p', { class: 'soft verdict' }, t('check.voided.of', { n: voided, valid })) : null;
}

// The spare cards were counted too many, most likely: with open admission people come in without a card.
function fewIssuedLine({ document, reconciliation: { present, printed, spare } }) {
  const few = document.admission === 'cards' ? fewerIssued(present, printed, spare) : null;
  return few ? el('p', { class: 'warn verdict', id: 'few-issued' }, t('check.spare.few', few)) : null;
}

// Before anybody has entered the spare cards, all count as handed out.
function cardsCard(meeting) {
  const { printed, issued, spare, voided, valid_cards: valid } = meeting.reconciliation;
  if (spare === null) {
    const terms = [
      { count: printed, key: printedKey(meeting) },
      { count: voided, key: 'check.voided', sign: '－' },
      { count: valid, key: 'check.valid', sign: '＝' },
    ];
    const note = isSpareAsked(meeting) ? localized('p', 'check.spare.unknown', { class: 'hint' }) : null;
    return balanceCard('check.cards', terms, 0, note);
  }
  const terms = [
    { count: printed, key: printedKey(meeting) },
    { count: issued, key: 'check.issued', sign: '＝' },
    { count: spare, key: 'check.spare', sign: '＋' },
  ];
  return balanceCard('check.cards', terms, 0, [voidedLine(meeting.reconciliation), fewIssuedLine(meeting)]);
}

const heldBackNames = (meeting) => names(heldBack(meeting).flatMap((round) => round.subjects));

export async function confirmPanel(desk) {
  if (!(await confirmDanger(t('panel.title'), t('panel.why'), t('panel.do')))) return;
  await desk.save(() => desk.api.patch(desk.path(), { rules: { panel: true } }), t('panel.done'));
}

const panelButton = (desk) =>
  heldBack(desk.meeting).length
    ? el(
        'div',
        { class: 'acts' },
        button('panel.do', () => confirmPanel(desk)),
      )
    : null;

// Sentences: the phase, rounds that are open or unpublished, what does not balance.
function obstacles({ meeting }) {
  return [
    ...(isRehearsal(meeting) ? [t('check.rehearsal')] : []),
    ...(heldBack(meeting).length ? [t('check.few', { names: heldBackNames(meeting) })] : []),
    ...(hasUnpublished(meeting) && !heldBack(meeting).length ? [t('check.unpublished')] : []),
    ...meeting.reconciliation.problems,
  ];
}

// The main thing to do only once everybody has been voted on.
function certifyButton(desk) {
  const isDisabled = desk.meeting.phase !== 'live' || obstacles(desk).length > 0;
  const isPrimary = !isDisabled && isFullyCounted(desk.meeting);
  const node = button('certify.do', () => certify(desk), isPrimary ? 'primary' : '');
  node.disabled = isDisabled;
  if (node.disabled) node.setAttribute('aria-describedby', 'why-not');
  return node;
}

// What is not voted on does not keep certification waiting: people may have left the agenda early.
function readyBanner(meeting) {
  const sentences = leftOut(meeting);
  if (!sentences.length) return localized('p', 'check.ready', { class: 'banner good' });
  const lines = sentences.map((sentence) => el('li', {}, sentence));
  return el(
    'div',
    { class: 'banner', id: 'left-out' },
    el('strong', {}, t('check.leftout')),
    el('ul', { class: 'dots' }, lines),
  );
}

function certificationStatus(desk) {
  if (isCertified(desk.meeting)) return localized('p', 'check.certified', { class: 'banner good' });
  const sentences = obstacles(desk);
  if (!sentences.length) return readyBanner(desk.meeting);
  const lines = sentences.map((sentence) => el('li', {}, sentence));
  return el(
    'div',
    { class: 'banner', id: 'why-not' },
    el('strong', {}, t('check.notyet')),
    el('ul', { class: 'dots' }, lines),
    panelButton(desk),
  );
}

function build(desk) {
  const { reconciliation } = desk.meeting;
  const certified = isCertified(desk.meeting);
  return {
    primary: certifyButton(desk),
    node: el(
      'div',
      { class: 'stack' },
      certificationStatus(desk),
      certified ? fingerprint(desk) : null,
      el('div', { class: 'pair' }, peopleCard(desk), cardsCard(desk.meeting)),
      certified ? null : attendanceForm(desk),
      reconciliation.rounds.length ? roundsSection(desk) : localized('p', 'live.none', { class: 'soft' }),
      voidedSection(desk.meeting),
      certified ? null : fingerprint(desk),
    ),
  };
}

function mark({ meeting, openRound }) {
  const { rounds, balanced, problems } = meeting.reconciliation;
  if (isCertified(meeting)) return voteless(meeting).length ? t('check.voteless', { n: voteless(meeting).length }) : '';
  if (!rounds.length || openRound()) return '';
  if (balanced) return heldBack(meeting).length ? '●' : '';
  return t('check.mark', { n: problems.length });
}

export const section = { key: 'check', build, mark, countsCards: true };
