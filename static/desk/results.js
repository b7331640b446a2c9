// 结果与决定: proposals with their reasons, and beside them what people decide, adjust, flag and enter.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, fresh, select, w } from './ask.js';
import { input } from './groups.js';
import { entered } from './meeting.js';
import { grade, quotaLine } from './preview.js';

const bandsOf = (desk) => {
  const rules = desk.meeting.document.rules || {};
  return (rules.bands || [['好'], ['较好'], ['一般'], ['差']]).map((band) => band[0]);
};

// A person may be a subject of several parts; what people add is kept under any of those ids.
const idsOf = (desk, person) => desk.meeting.subjects
  .filter((s) => s.name === person.name && (s.unit || '') === (person.unit || '')).map((s) => s.id);

const added = (desk, kind, ids) => {
  const found = ids.find((id) => desk.meeting.additions[kind][id] !== undefined);
  return { id: found || ids[0], value: found ? desk.meeting.additions[kind][found] : null };
};

async function afterwards(desk, work) {
  if (await desk.act(work)) { await desk.act(desk.refresh); desk.build(); desk.say(t('saved'), true); }
}

const put = (desk, id, kind, body) => afterwards(desk, () => desk.api.put(desk.path('/subjects/' + encodeURIComponent(id) + '/' + kind), body));

async function decide(desk, result, ids) {
  const old = added(desk, 'decisions', ids);
  const given = old.value || { grade: result.grade || bandsOf(desk)[0], reason: '' };
  const words = bandsOf(desk).concat([given.grade]).filter((one, i, all) => all.indexOf(one) === i);
  const choice = select(words.map((word) => ({ value: word, text: word })), given.grade);
  const why = el('textarea', { rows: '3', value: given.reason });
  const made = await ask({ title: t('decide.title', { name: result.subject.name }), yes: t('save'),
    content: [el('p', { class: 'soft' }, t('decide.proposed', { grade: result.grade || '—' })), field('decide.grade', choice), field('decide.reason', why)],
    check: () => (why.value.trim() || choice.value === result.grade ? '' : t('decide.missing')),
    value: () => ({ grade: choice.value, reason: why.value.trim() }) });
  if (made) await put(desk, old.id, 'decision', made);
}

async function adjust(desk, result, ids) {
  const old = added(desk, 'adjustments', ids);
  const rows = el('div', {});
  let lines = [];
  const row = (one) => {
    const line = { points: input('adjust.points', one.points, { inputmode: 'text', size: 6 }), reason: input('adjust.reason', one.reason) };
    line.node = el('div', { class: 'acts adjust' }, line.points, line.reason,
      button('remove', () => { lines = lines.filter((other) => other !== line); draw(); }, 'small'));
    ['points', 'reason'].forEach((key) => line[key].setAttribute('aria-label', t('adjust.' + key)));
    return line;
  };
  const draw = () => fill(rows, lines.map((line) => line.node));
  lines = (old.value && old.value.length ? old.value : [{ points: '', reason: '' }]).map(row);
  draw();
  const full = () => lines.filter((line) => line.points.value.trim() || line.reason.value.trim());
  const made = await ask({ title: t('adjust.title', { name: result.subject.name }), yes: t('save'),
    content: [el('p', { class: 'soft' }, t('adjust.hint')), rows, button('adjust.add', () => { lines.push(row({ points: '', reason: '' })); draw(); }, 'small')],
    check: () => (full().every((line) => /^[+-]?\d+(\.\d+)?$/.test(line.points.value.trim()) && line.reason.value.trim()) ? '' : t('adjust.wrong')),
    value: () => full().map((line) => ({ points: line.points.value.trim().replace(/^\+/, ''), reason: line.reason.value.trim() })) });
  if (made) await put(desk, old.id, 'adjustments', made);
}

async function flag(desk, result, ids) {
  const old = added(desk, 'flags', ids);
  const text = el('textarea', { rows: '3', value: (old.value || []).join('\n') });
  const made = await ask({ title: t('flag.title', { name: result.subject.name }), yes: t('save'),
    content: [el('p', { class: 'soft' }, t('flag.hint')), field('flag.text', text)],
    value: () => text.value.split('\n').map((one) => one.trim()).filter(Boolean) });
  if (made) await put(desk, old.id, 'flags', made);
}

function table(desk, tally) {
  const bands = bandsOf(desk);
  const parts = tally.parts.map((part) => part.name);
  const line = (r) => {
    const ids = idsOf(desk, r.subject);
    const tool = (key, press) => el('button', { type: 'button', class: 'button small', 'aria-label': t(key) + ' ' + r.subject.name,
      disabled: !ids.length, on: { click: () => press(desk, r, ids) } }, t(key));
    const change = (r.adjustments || []).map((one) => one.points + '（' + one.reason + '）').join('；');
    return el('tr', {}, el('td', { class: 'number' }, r.rank === null ? '—' : r.rank), el('td', {}, r.subject.name, r.subject.unit
      ? el('span', { class: 'soft under' }, r.subject.unit) : null), parts.map((part) => el('td', { class: 'number' }, r.parts[part] || '—')),
    el('td', { class: 'number' }, el('strong', {}, r.score === null ? '—' : r.score), change ? el('span', { class: 'soft under' }, change) : null),
    el('td', {}, grade(r.grade, bands), el('span', { class: 'soft under' }, r.reasons.map((why) => why.text).join('；'))),
    el('td', {}, r.decided ? [grade(r.decided.grade, bands), el('span', { class: 'soft under' }, r.decided.reason)] : el('span', { class: 'soft' }, t('result.undecided'))),
    el('td', {}, el('div', { class: 'acts tight' }, tool('decide', decide), tool('adjust', adjust), tool('flag', flag))));
  };
  const head = (key, kind) => w('th', 'result.' + key, { scope: 'col', class: kind || null });
  return el('div', { class: 'card scroll flush' }, el('table', { class: 'table list top' }, el('thead', {}, el('tr', {}, head('rank', 'number'), head('name'),
    parts.map((part) => el('th', { scope: 'col', class: 'number' }, part)), head('score', 'number'), head('grade'), head('decided'), w('th', 'acts', { scope: 'col' }))),
  el('tbody', {}, tally.results.map(line))));
}

// Parts whose scores are typed in, one box a subject.
function enteredScores(desk) {
  const names = desk.meeting.document.parts.filter(entered).map((part) => part.name);
  const list = desk.meeting.subjects.filter((s) => names.includes(s.part));
  if (!list.length) return null;
  const line = (s) => {
    const old = desk.meeting.additions.entered[s.id];
    const score = input(null, old && typeof old === 'object' ? old.score : old, { inputmode: 'decimal', size: 6, id: fresh('f') });
    score.setAttribute('aria-label', s.name + ' ' + s.part);
    return el('tr', {}, el('td', {}, s.name), el('td', {}, s.part), el('td', {}, el('div', { class: 'acts' }, score,
      button('save', () => put(desk, s.id, 'entered', { score: score.value.trim() }), 'small'))));
  };
  return el('section', { class: 'card block' }, w('h2', 'entered.title'), el('div', { class: 'scroll' }, el('table', { class: 'table list' }, el('thead', {}, el('tr', {},
    ['name', 'part', 'score'].map((key) => w('th', 'result.' + key, { scope: 'col' })))), el('tbody', {}, list.map(line)))));
}

async function tallyOf(desk) {
  try { return { tally: await desk.api.get(desk.path('/tally.json')), draft: false }; } catch (problem) {
    if (!['round_open', 'not_published'].includes(problem.code)) throw problem;
    return { tally: await desk.api.get(desk.path('/tally.json?draft=1')), draft: true };
  }
}

function build(desk) {
  const holder = el('div', { class: 'stack' }, el('p', { class: 'soft' }, t('loading')));
  desk.act(async () => {
    const got = await tallyOf(desk);
    fill(holder, got.draft ? w('p', 'result.draft', { class: 'banner' }) : null, quotaLine(got.tally.quota),
      got.tally.results.length ? table(desk, got.tally) : w('p', 'result.none', { class: 'soft' }), enteredScores(desk));
  });
  return { node: holder };
}

export default { key: 'results', build };
