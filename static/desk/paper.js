// 纸质票: keys a paper ballot by digits and Enter, spells it out, and sends it once it is confirmed.
import { el, fill, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { button, fresh, w } from './ask.js';
import { NoAnswer } from './command.js';
import { band, blank, differences, meaning, nonce, put, questions, wire } from './entry.js';
import { input } from './groups.js';
import { names } from './meeting.js';

const TYPED = 16;
const plain = (code) => code.replace(/[\s-]/g, '').toUpperCase();

function spelled(round, entry, q) {
  if (entry.recused[q.s]) return t('paper.recused');
  const mark = entry.marks[q.s][q.i];
  if (mark === undefined) return '';
  if (mark === null) return t('paper.abstained');
  const word = band(round, mark);
  return round.form.scale.choices ? word : t('paper.points', { n: mark, word });
}

function hintOf(form, item) {
  const range = form.scale.choices ? form.scale.choices.map((c, i) => (i + 1) + ' ' + c[0]).join('　')
    : t('paper.scale', { min: form.scale.min, max: form.scale.max });
  return range + (item.abstain ? '　' + t('paper.zero') : '') + '　' + t('paper.dash');
}

function build(desk) {
  const stage = el('div', {});
  const count = el('strong', { class: 'stat' });
  const waits = el('p', { class: 'mid' });
  const twice = el('input', { type: 'checkbox', id: fresh('f') });
  let round = null;
  let now = null; // the ballot being keyed: {code, first, second, nonce, spoiled}

  const reset = () => { now = null; round = desk.open(); draw(); };

  function draw() {
    if (!round) { fill(stage, w('p', 'paper.closed', { class: 'card' })); return; }
    if (!now) askCode(); else review();
  }

  function askCode() {
    const code = input(null, '', { class: 'input code', spellcheck: 'false', autocapitalize: 'characters', maxlength: '24' });
    const label = w('label', 'paper.code', { for: code.id });
    const wrong = el('p', { class: 'problem', role: 'alert', id: code.id + '-problem', hidden: true });
    const start = (spoiled) => {
      const token = plain(code.value);
      wrong.hidden = token.length === TYPED;
      write(wrong, t('paper.code.wrong', { n: token.length }));
      if (token.length !== TYPED) { code.focus(); return; }
      now = { token, first: blank(round), second: null, nonce: nonce(), spoiled };
      if (spoiled) review(); else key(now.first, 0, review);
    };
    fill(stage, el('form', { class: 'card', novalidate: true, on: { submit: (event) => { event.preventDefault(); start(false); } } },
      el('p', { class: 'soft' }, t('paper.round', { name: names(round.subjects) })), label, code, wrong,
      el('div', { class: 'acts lead' }, w('button', 'paper.start', { type: 'submit', class: 'button primary' }),
        button('paper.spoiled', () => start(true), 'danger'))));
    code.focus();
  }

  // Asks one question after another; `done` follows the last.
  function key(entry, at, done, title) {
    const all = questions(round);
    const q = all[at];
    const digits = input(null, '', { class: 'input digits', inputmode: 'numeric', maxlength: '3' });
    const said = el('p', { class: 'said', role: 'status' });
    const wrong = el('p', { class: 'problem', role: 'alert', hidden: true });
    const value = () => meaning(round.form, q.item, digits.value);
    const again = blank(round);
    digits.addEventListener('input', () => {
      const typed = value();
      if (!typed.wrong) put(again, q, typed);
      write(said, typed.wrong ? '' : spelled(round, again, q));
      again.recused[q.s] = false;
    });
    const next = () => {
      const typed = value();
      wrong.hidden = !typed.wrong;
      if (typed.wrong) { write(wrong, t(typed.wrong)); digits.select(); return; }
      put(entry, q, typed);
      const to = typed.recuse ? all.findIndex((other, i) => i > at && other.s !== q.s) : at + 1 < all.length ? at + 1 : -1;
      if (to < 0) done(); else key(entry, to, done, title);
    };
    const back = () => { if (at > 0) key(entry, at - 1, done, title); else reset(); };
    fill(stage, el('form', { class: 'card', novalidate: true, on: {
      submit: (event) => { event.preventDefault(); next(); },
      keydown: (event) => { if (event.key === 'Escape') { event.preventDefault(); back(); } } } },
    el('p', { class: 'soft' }, (title ? title + ' · ' : '') + t('paper.progress', { at: at + 1, n: all.length, code: now.token.replace(/(.{4})(?=.)/g, '$1 ') })),
    el('h2', {}, q.subject.name), el('p', { class: 'soft' }, q.subject.unit), el('label', { for: digits.id }, q.item.title),
    el('div', { class: 'keying' }, digits, said), el('p', { class: 'hint' }, hintOf(round.form, q.item)), wrong,
    el('div', { class: 'acts lead' }, w('button', 'paper.next', { type: 'submit', class: 'button primary' }), button('paper.back', back, 'quiet'))));
    digits.focus();
  }

  // A second person keys it again, unseen; what differs is named and keyed once more.
  function secondly() {
    now.second = blank(round);
    key(now.second, 0, () => {
      const off = differences(round, now.first, now.second);
      if (!off.length) { now.agreed = true; review(); return; }
      desk.say(t('paper.differs', { where: off.map((q) => q.subject.name + ' ' + q.item.title).join('；') }));
      now.second = null;
      key(now.first, questions(round).indexOf(off[0]) < 0 ? 0 : questions(round).findIndex((q) => q.s === off[0].s && q.i === off[0].i), review);
    }, t('paper.second'));
  }

  function notesOf() {
    const boxes = [];
    round.subjects.forEach((subject, s) => round.form.notes.forEach((note) => {
      const old = now.first.notes.find((one) => one.subject === s && one.key === note.key);
      const text = el('textarea', { id: fresh('f'), rows: '2', maxlength: String(note.max), value: old ? old.text : '' });
      boxes.push({ subject: s, key: note.key, text, node: el('div', { class: 'field' },
        el('label', { for: text.id }, subject.name + ' · ' + note.title), text) });
    }));
    return boxes;
  }

  function review() {
    const boxes = now.spoiled ? [] : notesOf();
    const gather = () => { now.first.notes = boxes.map((box) => ({ subject: box.subject, key: box.key, text: box.text.value })); };
    const yes = el('button', { type: 'submit', class: 'button primary big' }, t(twice.checked && !now.agreed && !now.spoiled
      ? 'paper.tosecond' : 'paper.confirm'));
    const lines = now.spoiled ? el('p', { class: 'mid' }, t('paper.spoiled.why'))
      : el('table', { class: 'table list' }, el('tbody', {}, questions(round).map((q) => el('tr', {}, el('td', {}, q.subject.name),
        el('td', {}, q.item.title), el('td', {}, el('strong', {}, spelled(round, now.first, q)))))));
    fill(stage, el('form', { class: 'card', novalidate: true, on: { submit: (event) => {
      event.preventDefault();
      gather();
      if (twice.checked && !now.agreed && !now.spoiled) secondly(); else send(yes);
    } } }, w('h2', 'paper.review'), el('p', { class: 'code' }, now.token.replace(/(.{4})(?=.)/g, '$1 ')), el('div', { class: 'scroll' }, lines),
    boxes.length ? el('details', {}, w('summary', 'paper.notes'), boxes.map((box) => box.node)) : null,
    el('div', { class: 'acts lead' }, yes, now.spoiled ? null : button('paper.rekey', () => { gather(); now.agreed = false; key(now.first, 0, review); }),
      button('paper.drop', reset, 'quiet'))));
    translate(stage);
    yes.focus();
  }

  // The nonce stays with the ballot, so that sending it again cannot count it twice.
  async function send(yes) {
    yes.disabled = true;
    const map = Object.assign({ t: 'paper', round: round.id, token: now.token, nonce: now.nonce }, wire(round, now.first, now.spoiled));
    if (now.spoiled) map.spoiled = true;
    const done = await desk.act(async () => {
      try { await desk.run(map); } catch (problem) {
        if (problem instanceof NoAnswer) throw new NoAnswer(problem.message + t('paper.resend'));
        throw problem;
      }
    });
    yes.disabled = false;
    if (done) { reset(); desk.say(t('paper.taken'), true); }
  }

  const live = () => {
    const turnout = desk.state.turnout;
    const open = desk.open();
    write(count, turnout && open ? turnout.paper : 0);
    write(waits, open && open.paper_pending ? t('live.waits', { n: open.paper_pending }) : '');
    if (!now && (open ? open.id : null) !== (round ? round.id : null)) reset();
    if (now && (!open || open.id !== round.id)) { desk.say(t('paper.gone')); reset(); }
  };
  round = desk.open();
  setTimeout(draw, 0);
  live();
  return { live, meeting: live, node: el('div', { class: 'paper-desk' }, el('div', { class: 'card' }, w('p', 'paper.count', { class: 'soft' }), count, waits,
    el('div', { class: 'tick' }, twice, w('label', 'paper.twice', { for: twice.id }))), stage) };
}

const mark = (desk) => { const open = desk.open(); return open && open.paper_pending ? t('paper.mark', { n: open.paper_pending }) : ''; };

export default { key: 'paper', build, mark };
