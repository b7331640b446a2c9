// 操作记录: every act as a sentence (who by role, when, what), and whether the chain of lines holds. Shows, changes nothing.
import { el, fill } from '../shared/dom.js';
import { knows, t } from '../shared/i18n.js';
import { formatMinutes } from '../shared/time.js';
import { button, w } from '../staff/dialogs.js';
import { placed } from '../staff/round_titles.js';
import { firstBroken } from './log_chain.js';
import { table } from './table.js';

const SHORT = 10;
const COLUMNS = ['n', 'at', 'who', 'what', 'chain'].map((key) => ({
  key: 'log.' + key,
  kind: key === 'what' ? null : 'narrow',
}));

const two = (n) => (n < 10 ? '0' : '') + n;

// An ISO time as the clock on the wall showed it.
export function when(iso) {
  const at = new Date(iso);
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return day + ' ' + [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
}

// Rounds by their numbers: they count from one again where the rehearsal was wiped.
function numbers(lines) {
  const known = new Map();
  let last = 0;
  lines.forEach((line) => {
    if (line.act === 'phase' && line.detail.phase === 'live') last = 0;
    if (line.act === 'open') known.set(line.detail.round, (last += 1));
  });
  return known;
}

// What the log calls by ids, in people's words.
function vocabulary(desk, lines) {
  const rounds = numbers(lines);
  const subjects = new Map(desk.meeting.subjects.map((subject) => [subject.id, subject]));
  const subject = (id) => subjects.get(id) || { name: id };
  return {
    name: (id) => subject(id).name,
    about: (d) => placed(desk.meeting.document, { part: d.part, subjects: d.subjects.map(subject) }),
    round: (id) => rounds.get(id) || id,
  };
}

const joined = (parts) => parts.filter(Boolean).join(t('clauses'));
const changed = (key, value, say) => (value === undefined || value === null ? '' : t(key, say(value)));

function amended(d, say) {
  const names = (ids) => ids.map(say.name).join(t('list'));
  return joined([
    changed('log.say.title', d.title, (title) => ({ title })),
    changed('log.say.expected', d.expected, (n) => ({ n })),
    changed('log.say.names', d.names, (all) => ({ names: names(Object.keys(all)) })),
    changed('log.say.order', d.order, (all) => ({ parts: Object.keys(all).join(t('list')) })),
    changed('log.say.add', d.add, (all) => ({ names: all.map((one) => one.name).join(t('list')) })),
    changed('log.say.withdraw', d.withdraw, (ids) => ({ names: names(ids) })),
  ]);
}

const list = (d, say, key, one) =>
  d.value.length
    ? t('log.say.' + key, { name: say.name(d.subject), what: d.value.map(one).join(t('list')) })
    : t('log.say.' + key + '.none', { name: say.name(d.subject) });

const SENTENCES = {
  create: (d) => t('log.say.create', { title: d.title || '' }),
  document: () => t('log.say.document'),
  amend: amended,
  cards: (d, say) =>
    t('log.say.cards', { n: d.count, group: d.group }) +
    (d.recuse ? t('log.say.recuse', { name: say.name(d.recuse) }) : ''),
  'void-cards': (d) => (d.batch ? t('log.say.void-batch') : t('log.say.void-cards', { n: d.count })),
  key: (d) => t('log.say.key', { role: t('role.' + d.role) }),
  phase: (d) => t('log.say.phase.' + d.phase),
  attendance: (d) =>
    t('log.say.attendance', {
      present: d.present === null ? '—' : d.present,
      absent: d.absent === null ? '—' : d.absent,
    }),
  admit: (d) => t(d.open ? 'log.say.admit' : 'log.say.shut'),
  open: (d, say) =>
    t('log.say.open', { n: say.round(d.round), names: say.about(d) }) +
    (d.seconds ? t('log.say.seconds', { time: formatMinutes(d.seconds * 1000) }) : ''),
  extend: (d, say) => t('log.say.extend', { n: say.round(d.round), time: formatMinutes(d.seconds * 1000) }),
  hold: (d, say) => t('log.say.hold', { n: say.round(d.round), paper: d.paper }),
  // The desk closes no round but by keying the last ballot that was awaited.
  close: (d, say, role) => t(role === 'desk' ? 'log.say.last' : 'log.say.close', { n: say.round(d.round) }),
  counted: (d, say) => t('log.say.counted', { n: say.round(d.round) }),
  publish: (d, say) => t('log.say.publish', { rounds: d.rounds.map(say.round).join(t('list')) }),
  void: (d, say) => t('log.say.void', { n: say.round(d.round), reason: d.reason }),
  decisions: (d, say) =>
    joined([
      t(d.value.grade ? 'log.say.decisions' : 'log.say.undecided', { name: say.name(d.subject), grade: d.value.grade }),
      d.value.reason,
    ]),
  adjustments: (d, say) => list(d, say, 'adjustments', (one) => one.points + ' ' + one.reason),
  flags: (d, say) => list(d, say, 'flags', (one) => one),
  entered: (d, say) => t('log.say.entered', { name: say.name(d.subject), score: d.value.score }),
};

// An act without words of its own is shown as it was written down, so that nothing logged is hidden.
function sentence(line, say) {
  const known = SENTENCES[line.act];
  return known ? known(line.detail, say, line.role) : line.act + ' ' + JSON.stringify(line.detail);
}

const who = (role) => (knows('log.by.' + role) ? t('log.by.' + role) : role);

function cells(line, say) {
  return [
    line.n,
    when(line.at),
    who(line.role),
    sentence(line, say),
    el('code', { title: line.chain }, line.chain.slice(0, SHORT)),
  ];
}

function verdict(desk, lines) {
  const broken = firstBroken(desk.meeting.id, lines);
  if (broken !== null) return el('p', { class: 'banner' }, t('log.broken', { n: broken }));
  const last = lines[lines.length - 1].chain.slice(0, SHORT);
  return el('p', { class: 'banner good' }, t('log.holds', { n: lines.length, chain: last }));
}

function shown(desk, lines) {
  const say = vocabulary(desk, lines);
  return [
    verdict(desk, lines),
    table(
      t('log.title'),
      COLUMNS,
      lines.map((line) => cells(line, say)),
      'log',
    ),
  ];
}

// Whether somebody reads it: news that come in meanwhile draw the page anew, and the log with it.
let reading = false;

export function log(desk) {
  const list = el('div', { class: 'stack' });
  const show = () =>
    desk.act(async () => {
      reading = true;
      const lines = (await desk.api.get(desk.path('/log'))).log;
      fill(list, lines.length ? shown(desk, lines) : t('log.none'));
    });
  if (reading) show();
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'log.title'),
    w('p', 'log.why', { class: 'soft' }),
    el('div', { class: 'acts lead' }, button('log.show', show, 'small')),
    list,
  );
}
