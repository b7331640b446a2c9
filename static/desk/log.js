// 操作记录: the log as sentences, with time and role, and whether its hash chain is intact. Changes nothing.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { answersInOrder } from '../staff/answers_in_order.js';
import { button, localized } from '../staff/form_controls.js';
import { formatDateTime } from '../staff/local_time.js';
import { firstBroken } from './log_chain.js';
import { actorName, logNames, logSentence } from './log_sentences.js';
import { table } from './table.js';

const HASH_DIGITS = 10;
const COLUMNS = ['n', 'at', 'who', 'what', 'chain'].map((key) => ({
  key: 'log.' + key,
  kind: key === 'what' ? null : 'narrow',
}));

const shortHash = (line) => line.chain.slice(0, HASH_DIGITS);

function cells(line, names) {
  return [
    line.n,
    formatDateTime(line.at),
    actorName(line.role),
    logSentence(line, names),
    el('code', { title: line.chain }, shortHash(line)),
  ];
}

function chainVerdict(meeting, lines) {
  const broken = firstBroken(meeting.id, lines);
  if (broken !== null) return el('p', { class: 'banner' }, t('log.broken', { n: broken }));
  const chain = shortHash(lines[lines.length - 1]);
  return el('p', { class: 'banner good' }, t('log.holds', { n: lines.length, chain }));
}

function logTable(meeting, lines) {
  const names = logNames(meeting, lines);
  const rows = lines.map((line) => cells(line, names));
  return table(t('log.title'), COLUMNS, rows, 'log');
}

// The log stays open when the section is rebuilt.
let isShown = false;

export function logSection(desk) {
  const list = el('div', { class: 'stack' });
  const answers = answersInOrder();
  const draw = ({ log }) =>
    fill(list, log.length ? [chainVerdict(desk.meeting, log), logTable(desk.meeting, log)] : t('log.none'));
  const show = () => {
    isShown = true;
    return desk.perform(() => answers(() => desk.api.get(desk.path('/log')), draw));
  };
  if (isShown) show();
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'log.title'),
    localized('p', 'log.why', { class: 'soft' }),
    el('div', { class: 'acts lead' }, button('log.show', show, 'small')),
    list,
  );
}
