// 纸质票: leads a paper ballot from its card's code to the server's receipt. A second person may key it again.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { fresh, w } from '../keyed/ask.js';
import { NoAnswer } from '../keyed/command.js';
import { blank, differences, nonce, put, questions, wire } from './entry.js';
import { codeForm, grouped, markForm, reviewForm } from './keying.js';

function build(desk) {
  const stage = el('div', {});
  const count = el('strong', { class: 'stat' });
  const waits = el('p', { class: 'mid' });
  const twice = el('input', { type: 'checkbox', id: fresh('f') });
  let round = desk.open();
  let now = null; // the ballot being keyed: {token, first, second, nonce, spoiled, agreed, sending}

  function show(form) {
    fill(stage, form.node);
    form.first.focus();
  }

  function reset() {
    now = null;
    round = desk.open();
    if (round) show(codeForm(round, start));
    else fill(stage, w('p', 'paper.closed', { class: 'card' }));
  }

  function start(token, spoiled) {
    desk.say('');
    now = { token, first: blank(round), second: null, nonce: nonce(), spoiled, agreed: false, sending: false };
    if (spoiled) review();
    else key(now.first, 0, review);
  }

  // Asks one question after another; done() follows the last.
  function key(entry, at, done, title) {
    const all = questions(round);
    const progress = t('paper.progress', { at: at + 1, n: all.length, code: grouped(now.token) });
    const next = (value) => {
      put(entry, all[at], value);
      const to = all.findIndex((q, i) => i > at && !(value.recuse && q.s === all[at].s));
      if (to < 0) done();
      else key(entry, to, done, title);
    };
    const back = () => (at > 0 ? key(entry, at - 1, done, title) : reset());
    show(markForm(round, all[at], title ? title + ' · ' + progress : progress, next, back));
  }

  // Keyed again, unseen; the first place that differs is keyed once more from the paper.
  function secondly() {
    now.second = blank(round);
    key(now.second, 0, compare, t('paper.second'));
  }

  function compare() {
    const off = differences(round, now.first, now.second);
    now.agreed = off.length === 0;
    if (now.agreed) {
      review();
      return;
    }
    desk.say(t('paper.differs', { where: off.map((q) => q.subject.name + ' ' + q.item.title).join(t('clauses')) }));
    const at = questions(round).findIndex((q) => q.s === off[0].s && q.i === off[0].i);
    key(now.first, at, review);
  }

  function review() {
    const second = twice.checked && !now.agreed && !now.spoiled;
    const keep = (notes) => {
      now.first.notes = notes;
    };
    const yes = (notes, pressed) => {
      keep(notes);
      if (second) secondly();
      else send(pressed);
    };
    const again = (notes) => {
      keep(notes);
      now.agreed = false;
      key(now.first, 0, review);
    };
    show(reviewForm(round, now, second ? 'paper.tosecond' : 'paper.confirm', { yes, again, drop: reset }));
  }

  // The nonce stays with the ballot, so that sending it again cannot count it twice.
  async function send(pressed) {
    const ballot = now;
    const map = { t: 'paper', round: round.id, token: ballot.token, nonce: ballot.nonce };
    Object.assign(map, wire(round, ballot.first, ballot.spoiled), ballot.spoiled ? { spoiled: true } : {});
    pressed.disabled = true;
    ballot.sending = true;
    const done = await desk.act(() => run(map));
    pressed.disabled = false;
    ballot.sending = false;
    if (!done) return;
    reset();
    desk.say(t('paper.taken'), true);
  }

  async function run(map) {
    try {
      await desk.run(map);
    } catch (problem) {
      throw problem instanceof NoAnswer ? new NoAnswer(problem.message + t('paper.resend')) : problem;
    }
  }

  function live() {
    const open = desk.open();
    write(count, desk.state.turnout && open ? desk.state.turnout.paper : 0);
    write(waits, open && open.paper_pending ? t('live.waits', { n: open.paper_pending }) : '');
    const same = (open ? open.id : null) === (round ? round.id : null);
    if (same || (now && now.sending)) return;
    if (now) desk.say(t('paper.gone'));
    reset();
  }

  setTimeout(reset, 0);
  live();
  const side = el(
    'div',
    { class: 'card' },
    w('p', 'paper.count', { class: 'soft' }),
    count,
    waits,
    el('div', { class: 'tick' }, twice, w('label', 'paper.twice', { for: twice.id })),
  );
  return { live, meeting: live, node: el('div', { class: 'paper-desk' }, side, stage) };
}

function mark(desk) {
  const open = desk.open();
  return open && open.paper_pending ? t('paper.mark', { n: open.paper_pending }) : '';
}

export const section = { key: 'paper', build, mark };
