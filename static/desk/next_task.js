// The card of the one task that comes next: what it is, why, and the buttons that do it. Knows no list of tasks.
import { el } from '../shared/dom.js';
import { formatMinutes, timeLeft } from '../shared/time.js';
import { t } from '../shared/i18n.js';
import { button } from '../staff/form_controls.js';
import { callOf, upNext } from '../staff/meeting_state.js';
import { headline, names } from '../staff/round_titles.js';
import { certify, leftOut } from './certification.js';
import { isFullyCounted } from './counted_votes.js';
import { FIRST_WITHOUT_SCORE } from './entered_scores.js';
import { retentionSentence } from './files.js';
import { downloadButton } from './file_downloads.js';
import { confirmPanel } from './reconciliation.js';
import { goLive } from './rehearsal.js';

const MOST_PROBLEMS = 3;

const primary = (key, press) => button(key, press, 'primary');
const plain = (key, press) => button(key, press, '');
const quiet = (key, press) => button(key, press, 'quiet');

const pageLine = (key, isOpen) =>
  el(
    'li',
    { class: isOpen ? 'taken' : '' },
    el('span', { class: 'sign', role: 'img', 'aria-label': t(isOpen ? 'task.done' : 'task.todo') }),
    el('span', {}, t(key) + t('colon') + t(isOpen ? 'next.page.open' : 'next.page.closed')),
  );

function openPages({ state }) {
  const { chair, screen } = state.pages || { chair: false, screen: false };
  return el('ul', { class: 'steps' }, pageLine('role.chair', chair), pageLine('role.screen', screen));
}

function cardsReason({ values }) {
  return values.names.length && values.names[0] ? t('next.cards.missing', { names: values.names.join(t('list')) }) : '';
}

function attendanceReason({ values }) {
  if (values.expected === null) return t('next.attendance.why');
  return t('next.attendance.expected', { n: values.expected });
}

function comingUp(desk) {
  const rows = upNext(desk.state);
  return rows.length ? t('next.waiting.' + nextKind(desk), { name: headline(rows.map((row) => row.subject)) }) : '';
}

const nextKind = ({ state }) => (callOf(state) === 'call' ? 'speaker' : 'round');

function turnoutText(desk) {
  const { turnout, ends } = desk.state;
  const round = desk.openRound();
  if (!turnout || !round) return '';
  const left = timeLeft(ends.get(round.id));
  const counts = t('next.voting.cast', { cast: turnout.cast });
  return left === null ? counts : counts + ' · ' + t('left', { time: formatMinutes(left) });
}

const problemList = ({ problems }) =>
  el(
    'ul',
    { class: 'dots' },
    problems.slice(0, MOST_PROBLEMS).map((text) => el('li', {}, text)),
    problems.length > MOST_PROBLEMS ? el('li', {}, t('next.check.more', { n: problems.length - MOST_PROBLEMS })) : null,
  );

// By key of nextTask(): {title, why, more: further nodes, acts: the buttons, the first of them the primary one}.
const CARDS = {
  roster: (desk, next, page) => ({
    title: t('next.roster'),
    why: t('next.roster.why'),
    acts: [
      primary('next.roster.do', () => desk.goTo('roster')),
      quiet('roster.checked', () => page.mark('roster', true)),
    ],
  }),
  cards: (desk, next) => ({
    title: t('next.cards'),
    why: [t('next.cards.why'), cardsReason(next)],
    acts: [primary('next.cards.do', () => desk.goTo('cards'))],
  }),
  links: (desk, next, page) => ({
    title: t('next.links'),
    why: t('next.links.why'),
    more: openPages(desk),
    acts: [
      primary('next.links.done', () => page.mark('links', true)),
      quiet('next.links.lost', () => desk.goTo('live', '#new-links button')),
    ],
  }),
  rehearsal: (desk, next, page) => ({
    title: t('next.rehearsal'),
    why: t('next.rehearsal.why'),
    acts: [
      primary('next.rehearsal.do', () => desk.goTo('rehearsal')),
      quiet('next.rehearsal.skip', () => page.mark('rehearsal', 'skipped')),
    ],
  }),
  live: (desk) => ({ title: t('next.live'), why: t('next.live.why'), acts: [primary('live.do', () => goLive(desk))] }),
  attendance: (desk, next) => ({
    title: t('next.attendance'),
    why: attendanceReason(next),
    acts: [primary('next.attendance.do', () => desk.goTo('check', '#attendance input:not([readonly])'))],
  }),
  waiting: (desk, { values }, page) => ({
    title: t(values.over ? 'next.waiting.more' : 'next.waiting'),
    why: [comingUp(desk), values.over ? t('next.waiting.over', values) : ''],
    acts: [
      plain('next.live.look', () => desk.goTo('live')),
      values.over ? quiet('next.waiting.skip', () => page.skipRounds()) : null,
    ],
  }),
  voting: (desk, { values }) => ({
    title: t('next.voting', { name: headline(values.subjects) }),
    why: turnoutText(desk),
    acts: [plain('next.live.look', () => desk.goTo('live')), quiet('next.paper.do', () => desk.goTo('paper'))],
  }),
  paper: (desk, { values }) => ({
    title: t('next.paper', values),
    why: t('next.paper.why'),
    acts: [primary('next.paper.do', () => desk.goTo('paper'))],
  }),
  few: (desk, { values }) => ({
    title: t('next.few'),
    why: t('check.few', { names: names(values.subjects) }),
    acts: [primary('panel.do', () => confirmPanel(desk))],
  }),
  entered: (desk, { values }) => ({
    title: t('task.entered'),
    why: t('next.entered.why', values),
    acts: [primary('next.entered.do', () => desk.goTo('results', FIRST_WITHOUT_SCORE))],
  }),
  publish: (desk) => ({
    title: t('next.publish'),
    why: t('next.publish.why'),
    acts: [plain('next.live.look', () => desk.goTo('live'))],
  }),
  runoff: (desk, { values }, page) => ({
    title: t('next.runoff', { names: values.names.join(t('list')) }),
    why: t('next.runoff.why'),
    acts: [
      primary('next.results.look', () => desk.goTo('results')),
      quiet('next.runoff.skip', () => page.mark('runoff', 'skipped')),
    ],
  }),
  check: (desk, { values }) => ({
    title: t('next.check', { n: values.problems.length }),
    why: t('next.check.why'),
    more: problemList(values),
    acts: [primary('next.check.do', () => desk.goTo('check'))],
  }),
  writeins: (desk, next, page) => ({
    title: t('next.writeins'),
    why: t('next.writeins.why'),
    acts: [
      primary('next.writeins.do', () => desk.goTo('results')),
      quiet('next.writeins.done', () => page.mark('writeins', true)),
    ],
  }),
  decide: (desk, { values }, page) => ({
    title: t('next.decide'),
    why: t('next.decide.why', values),
    acts: [
      primary('next.decide.do', () => desk.goTo('results')),
      page.isCertified() ? null : quiet('next.decide.later', () => page.mark('decide', 'later')),
    ],
  }),
  saving: () => ({ title: t('next.saving'), why: t('next.saving.why'), acts: [] }),
  certify: (desk) => ({
    title: t('certify.do'),
    why: [...leftOut(desk.meeting), t('next.certify.why')],
    acts: [
      (isFullyCounted(desk.meeting) ? primary : plain)('next.certify.do', () => certify(desk)),
      quiet('next.check.look', () => desk.goTo('check')),
    ],
  }),
  papers: (desk, next, page) => ({
    title: t('next.papers'),
    why: t('next.papers.why'),
    acts: [
      page.download(downloadButton(desk, 'docx', 'next.papers.do')),
      plain('next.papers.done', () => page.mark('papers', true)),
      quiet('next.papers.other', () => desk.goTo('files')),
    ],
  }),
  archive: (desk, { values }, page) => ({
    title: t('next.archive'),
    why: t(values.isOld ? 'next.archive.again' : 'next.archive.why'),
    acts: [page.download(downloadButton(desk, 'zip', 'next.archive.do'))],
  }),
  finished: (desk) => ({
    title: t('next.finished'),
    why: [t('next.finished.why'), retentionSentence(desk.meeting)],
    acts: [plain('next.finished.look', () => desk.goTo('files'))],
  }),
};

// page: {mark(key, value), skipRounds(), isCertified(), download({press, progress}): its button}.
export function nextCard(desk, next, page) {
  const { title, why, more, acts } = CARDS[next.key](desk, next, page);
  return { title, why: [].concat(why).filter(Boolean), more, acts: acts.filter(Boolean) };
}
