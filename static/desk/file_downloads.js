// Downloads of the results and the archive, each with its progress.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { fileName } from '../staff/file_name.js';
import { localized } from '../staff/form_controls.js';
import { isCertified, isRehearsal, isUnfinished } from './meeting_phase.js';

// key: of its description; content: the key of the word in its name, kind: of another one, where files would have one name;
// isUnmarked: its name says neither 测试 nor 未截止.
const FILES = [
  { key: 'xlsx', path: 'tally.xlsx', content: 'file.what.results', suffix: 'xlsx' },
  { key: 'docx', path: 'tally.docx', content: 'file.what.results', suffix: 'docx' },
  { key: 'html', path: 'tally.html', content: 'file.what.results', suffix: 'html' },
  { key: 'csv', path: 'tally.csv', content: 'file.what.results', suffix: 'csv' },
  { key: 'json', path: 'tally.json', content: 'file.what.tally', suffix: 'json' },
  { key: 'zip', path: 'bundle.zip', content: 'file.what.archive', suffix: 'zip' },
];

function marksOf(meeting, isDraft) {
  return (isRehearsal(meeting) ? t('file.test') : '') + (isDraft ? t('file.unfinished') : '');
}

function nameOf(meeting, file, isDraft) {
  const marks = file.isUnmarked ? '' : marksOf(meeting, isDraft);
  const content = t(file.content) + (file.kind ? '_' + t(file.kind) : '') + marks;
  return fileName(meeting.title, content, meeting.date, file.suffix);
}

// With ?draft=1 while results are incomplete or withheld.
export const draftPath = (desk, path) =>
  desk.path(path + (isUnfinished(desk.meeting) ? (path.includes('?') ? '&' : '?') + 'draft=1' : ''));

// Seconds while the server prepares the file, then the share that has arrived.
export class Progress {
  constructor() {
    this.status = el('span', { class: 'hint', role: 'status' });
    this.bar = el('progress', { max: '1', hidden: true });
    this.node = el('div', { class: 'progress' }, this.bar, this.status);
    this.timer = 0;
  }

  start() {
    this.startedAt = performance.now();
    this.bar.removeAttribute('value');
    this.bar.hidden = false;
    this.bar.setAttribute('aria-label', t('file.making'));
    this.showSeconds();
    this.timer = setInterval(() => this.showSeconds(), 1000);
  }

  showSeconds() {
    const seconds = Math.floor((performance.now() - this.startedAt) / 1000);
    write(this.status, seconds ? t('file.making.for', { n: seconds }) : t('file.making'));
  }

  // total: 0 if the server did not send the size.
  received(bytes, total) {
    clearInterval(this.timer);
    if (total) this.bar.value = bytes / total;
    const percent = Math.round((bytes / total) * 100);
    write(this.status, total ? t('file.part', { n: percent }) : t('file.size', { n: Math.ceil(bytes / 1024) }));
  }

  end(sentence) {
    clearInterval(this.timer);
    this.bar.hidden = true;
    write(this.status, sentence);
  }
}

// The record that an archive holds at least: what this page knows of it may be older.
async function recordOf(desk, file) {
  if (file.key !== 'zip' || !isCertified(desk.meeting)) return null;
  return (await desk.api.get(desk.path('/tally.json'))).record;
}

// A file that is asked for by what the page knows is asked for again where only something else has changed.
async function fetchFile(desk, file, name, onProgress) {
  const get = () => desk.api.download(draftPath(desk, '/' + file.path), name, onProgress);
  try {
    await get();
  } catch (problem) {
    if (problem.code !== 'stale' || !file.renew || !(await file.renew())) throw problem;
    await get();
  }
}

async function download(desk, file, progress) {
  const isDraft = isUnfinished(desk.meeting);
  const name = nameOf(desk.meeting, file, isDraft);
  const onProgress = (bytes, total) => progress.received(bytes, total);
  let record = null;
  progress.start();
  const isDone = await desk.perform(async () => {
    record = await recordOf(desk, file);
    await fetchFile(desk, file, name, onProgress);
  });
  progress.end(isDone ? t('file.done', { name }) : '');
  if (isDone && record) desk.mark('archive', record);
}

// file: {key, path, content, kind?, suffix, renew?(): whether its path, built again, leads to the same file}.
// Returns {press: the button, progress}.
export function pressButton(desk, file, props, text, progress = new Progress()) {
  const press = el('button', Object.assign({ type: 'button' }, props), text);
  press.addEventListener('click', async () => {
    press.disabled = true;
    await download(desk, file, progress);
    press.disabled = false;
  });
  return { press, progress };
}

// A primary button for one file: {press, progress}, its button and {node}.
export function downloadButton(desk, key, text) {
  const file = FILES.find((candidate) => candidate.key === key);
  return pressButton(desk, file, { class: 'button primary' }, t(text));
}

function fileLine(desk, file) {
  const text = t(isUnfinished(desk.meeting) ? 'file.draft' : 'file.get');
  const label = text + ' ' + t('file.' + file.key);
  const { press, progress } = pressButton(desk, file, { class: 'button small', 'aria-label': label }, text);
  const title = localized('strong', 'file.' + file.key);
  const description = localized('p', 'file.' + file.key + '.why', { class: 'hint' });
  return el('li', { class: 'file' }, el('div', {}, title, description), progress.node, press);
}

export const downloads = (desk) =>
  el(
    'section',
    { class: 'card' },
    isUnfinished(desk.meeting) ? localized('p', 'file.open', { class: 'banner' }) : null,
    el(
      'ul',
      { class: 'files' },
      FILES.map((file) => fileLine(desk, file)),
    ),
    localized('p', 'file.safe', { class: 'hint' }),
    el('p', { class: 'hint' }, t('file.verify'), ' ', el('code', {}, 'python3 verify.py')),
  );
