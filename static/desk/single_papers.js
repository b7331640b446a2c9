// 单份材料: each paper by itself, in three formats, with what it is for; the server says which there are and why not the others.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { draftPath, pressButton, Progress } from './file_downloads.js';
import { noteTicks } from './note_ticks.js';

// In the order of their use. title: of the list and of the file's name; isHandout: printed before the meeting, without figures.
const PAPERS = [
  { name: 'agenda', title: 'paper.agenda', why: 'paper.agenda.why', isHandout: true },
  { name: 'briefs', title: 'paper.briefs', why: 'paper.briefs.why', isHandout: true },
  { name: 'notice', title: 'paper.notice', why: 'paper.notice.why', isHandout: true },
  { name: 'summary', title: 'paper.summary', why: 'paper.summary.why' },
  { name: 'votes', title: 'paper.votes', why: 'paper.votes.why' },
  { name: 'report', title: 'paper.report', why: 'paper.report.why' },
  { name: 'digest', title: 'paper.digest', why: 'paper.digest.why' },
  { name: 'circular', title: 'paper.circular', why: 'paper.circular.why' },
  { name: 'feedback', title: 'paper.feedback', why: 'paper.feedback.why' },
  { name: 'opinions', title: 'paper.opinions', why: 'paper.opinions.why' },
  {
    name: 'rectification',
    title: 'paper.rectification',
    why: 'paper.rectification.why',
    hasNotes: true,
    alsoIn: { suffix: 'xlsx', word: 'paper.xlsx' },
  },
];
const EACH = { title: 'paper.each', why: 'paper.each.why' };
const FORMATS = [
  { suffix: 'docx', word: 'paper.docx' },
  { suffix: 'html', word: 'paper.html' },
  { suffix: 'pdf', word: 'paper.pdf' },
];

// ticks: of the notes that are ticked for the paper.
const fileOf = (paper, format, ticks) => ({
  key: 'paper',
  get path() {
    return 'papers/' + paper.name + '.' + format.suffix + (ticks ? ticks.query() : '');
  },
  renew: ticks && ticks.reload,
  content: paper.title,
  isUnmarked: paper.isHandout,
  suffix: format.suffix,
});

const zipOf = (paper, format) => ({
  key: 'paper',
  path: 'papers/feedback.zip?format=' + format.suffix,
  content: paper.title,
  kind: format.word,
  suffix: 'zip',
});

function formatButton(desk, paper, format, file, isMissing, progress) {
  const label = t('file.get') + ' ' + t(paper.title) + ' ' + t(format.word);
  const props = { class: 'button small', 'aria-label': label, disabled: isMissing };
  return pressButton(desk, file, props, t(format.word), progress).press;
}

// refused: why there is no such paper; noPdf: why there are no PDF papers. null if there are.
function paperLine(desk, paper, makeFile, refused, noPdf) {
  const progress = new Progress();
  const ticks = paper.hasNotes && !refused ? noteTicks(desk) : null;
  const buttons = (paper.alsoIn ? [paper.alsoIn] : []).concat(FORMATS).map((format) => {
    const isMissing = !!refused || (format.suffix === 'pdf' && !!noPdf);
    return formatButton(desk, paper, format, makeFile(paper, format, ticks), isMissing, progress);
  });
  const text = el('div', {}, localized('strong', paper.title), localized('p', paper.why, { class: 'hint' }));
  if (ticks) text.appendChild(ticks.node);
  if (refused) text.appendChild(el('p', { class: 'hint missing' }, refused.message));
  return el('li', { class: 'paper' }, text, el('div', { class: 'formats' }, buttons), progress.node);
}

// All charts in one file.
function chartsLine(desk) {
  const file = { key: 'paper', path: 'charts.zip', content: 'paper.charts', suffix: 'zip' };
  const label = t('file.get') + ' ' + t('paper.charts') + ' ' + t('paper.svg');
  const { press, progress } = pressButton(desk, file, { class: 'button small', 'aria-label': label }, t('paper.svg'));
  const text = el(
    'div',
    {},
    localized('strong', 'paper.charts'),
    localized('p', 'paper.charts.why', { class: 'hint' }),
  );
  return el('li', { class: 'paper' }, text, el('div', { class: 'formats' }, press), progress.node);
}

function lines(desk, answer) {
  const refused = (name) => answer.papers.find((paper) => paper.name === name).refused;
  const list = PAPERS.map((paper) => paperLine(desk, paper, fileOf, refused(paper.name), answer.pdf));
  list.push(paperLine(desk, EACH, zipOf, refused('feedback'), answer.pdf), chartsLine(desk));
  return [
    answer.pdf ? el('p', { class: 'warn' }, t('papers.nopdf', { reason: answer.pdf.message })) : null,
    el('ul', { class: 'papers' }, list),
  ];
}

export function singlePapers(desk) {
  const list = el('div', {}, localized('p', 'papers.loading', { class: 'hint', role: 'status' }));
  desk.perform(async () => fill(list, lines(desk, await desk.api.get(draftPath(desk, '/papers')))));
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'papers.head'),
    localized('p', 'papers.why', { class: 'soft' }),
    list,
  );
}
