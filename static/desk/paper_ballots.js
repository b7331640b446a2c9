// 纸质票: leads a paper ballot from its card's code to the server's receipt. A second person may key it again, unseen.
// The ballot being keyed outlives the section, the language and the link; it is kept in memory only.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { fresh, w } from '../staff/dialogs.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { headline } from '../staff/round_titles.js';
import {
  blank,
  copy,
  differences,
  grouped,
  nonce,
  numbered,
  put,
  questions,
  readCode,
  wire,
} from './paper_ballot_draft.js';
import { reviewForm } from './paper_ballot_review.js';
import { codeForm, sheetForm } from './paper_ballot_form.js';
import { refusal, spelled } from './paper_ballot_labels.js';

// {round, token, stage: 'first' | 'second' | 'settle' | 'review', first, second, settled, nonce, spoiled, agreed, sending, unsure}
let now = null;
let twice = false;

const begin = (round, token, spoiled) => ({
  round,
  token,
  spoiled,
  stage: spoiled ? 'review' : 'first',
  first: blank(round),
  second: null,
  settled: null,
  nonce: nonce(),
  agreed: false,
  sending: false,
  unsure: false,
});

// A ballot without rows is refused after everything that is wrong with the card itself, and changes nothing
// (CONTRACT "Voter": the order of refusals). Gives the refusal that concerns the card, or null.
async function asked(desk, round, token) {
  try {
    await desk.run({ t: 'paper', round: round.id, token, nonce: nonce(), scores: [], notes: [] });
    return null;
  } catch (problem) {
    return problem.code === 'bad_ballot' ? null : problem;
  }
}

// Where the two keyings differ, open again; the rest as both have it.
function disputed(ballot) {
  const entry = copy(ballot.first);
  const off = differences(ballot.round, ballot.first, ballot.second);
  off.forEach((q) => put(entry, q, {}));
  return { entry, off };
}

const frame = (ballot) =>
  Object.assign(
    { t: 'paper', round: ballot.round.id, token: ballot.token, nonce: ballot.nonce },
    wire(ballot.round, ballot.first, ballot.spoiled),
    ballot.spoiled ? { spoiled: true } : {},
  );

function build(desk) {
  const stage = el('div', {});
  const count = el('strong', { class: 'stat' });
  const waits = el('p', { class: 'warn verdict' });
  const box = el('input', { type: 'checkbox', id: fresh('f'), checked: twice });
  let shown = null; // the round whose code is asked for

  function show(form, focus) {
    fill(stage, form.node);
    if (focus) form.first.focus();
  }

  function to(name) {
    now.stage = name;
    draw(true);
  }

  function drop() {
    now = null;
    draw(true);
  }

  const STAGES = {
    first: () => keying(now.first, 'paper.first', () => to('review')),
    second: () => keying(now.second, 'paper.second', compare),
    settle,
    review,
  };

  function draw(focus) {
    shown = desk.open();
    if (now) show(STAGES[now.stage](), focus);
    else if (shown) show(codeForm(t('paper.round', { name: headline(shown.subjects) }), start), focus);
    else fill(stage, w('p', 'paper.closed', { class: 'card' }));
  }

  const titles = (key) => ({ title: t(key), about: t('paper.card', { code: grouped(now.token) }), next: 'paper.next' });
  const keying = (entry, key, done) => sheetForm(now.round, entry, questions(now.round), titles(key), { done, drop });

  async function start(text, spoiled, say) {
    const round = desk.open();
    const read = readCode(text);
    say(read.token ? '' : t('paper.code.wrong', { n: read.length }));
    if (!read.token || !round) return;
    desk.say('');
    const problem = await asked(desk, round, read.token);
    if (now || !stage.isConnected) return;
    if (problem) {
      say(refusal(round, blank(round), problem));
      return;
    }
    now = begin(numbered(round, desk.state.parts), read.token, spoiled);
    draw(true);
  }

  function compare() {
    if (!differences(now.round, now.first, now.second).length) {
      now.agreed = true;
      to('review');
      return;
    }
    now.settled = disputed(now);
    to('settle');
  }

  function settle() {
    const { entry, off } = now.settled;
    const both = ['first', 'second'].map((who) => ({
      key: 'paper.' + who,
      of: (q) => spelled(now.round, now[who], q),
    }));
    const done = () => {
      now.first = entry;
      now.agreed = true;
      to('review');
    };
    const words = Object.assign(titles('paper.differ'), { about: t('paper.differ.why', { n: off.length }) });
    return sheetForm(now.round, entry, off, words, { done, drop }, both);
  }

  function review() {
    const blind = twice && !now.agreed && !now.spoiled;
    const acts = {
      drop,
      yes: (pressed) => (blind ? secondly() : send(pressed)),
      again: () => {
        now.agreed = false;
        to('first');
      },
      spoil: () => {
        now.spoiled = true;
        to('review');
      },
    };
    return reviewForm(now.round, now, blind ? 'paper.tosecond' : 'paper.confirm', acts);
  }

  function secondly() {
    now.second = blank(now.round);
    to('second');
  }

  // The nonce stays with the ballot: sent again it is answered again and counted once.
  async function send(pressed) {
    const ballot = now;
    if (pressed) pressed.disabled = true;
    ballot.sending = true;
    let problem = null;
    try {
      await desk.run(frame(ballot));
    } catch (caught) {
      problem = caught;
    }
    ballot.sending = false;
    settled(ballot, problem);
  }

  function settled(ballot, problem) {
    if (problem && !problem.code && !(problem instanceof NoAnswer)) throw problem;
    ballot.unsure = problem instanceof NoAnswer;
    if (!problem) now = null;
    if (stage.isConnected) draw(true);
    if (!problem) desk.say(t('paper.taken', { code: grouped(ballot.token) }), true);
    else if (ballot.unsure) desk.say(reason(problem) + t('paper.resend'));
    else desk.say(refusal(ballot.round, ballot.first, problem));
  }

  // Whether the keyboard is with nothing else: who came here by the navigation still stands there.
  function free() {
    const active = document.activeElement;
    return !active || active === document.body || active.matches('h1, #nav-paper') || stage.contains(active);
  }

  // A ballot that was never sent goes with its round; one whose answer is missing is sent again as soon as there is a link.
  function follow() {
    if (now && now.sending) return;
    if (now && now.unsure) {
      if (desk.state.online) send(null);
      return;
    }
    const open = desk.open();
    const gone = now && (!open || open.id !== now.round.id);
    if (gone) {
      desk.say(t('paper.gone', { code: grouped(now.token) }));
      now = null;
    }
    if (gone || (!now && (open ? open.id : null) !== (shown ? shown.id : null))) draw(free());
  }

  function live() {
    const open = desk.open();
    const turnout = desk.state.turnout;
    write(count, turnout && open ? turnout.paper : 0);
    write(waits, open && open.paper_pending ? t('paper.pending', { n: open.paper_pending }) : '');
    follow();
  }

  box.addEventListener('change', () => {
    twice = box.checked;
    if (now && now.stage === 'review') draw(false);
  });
  draw(false);
  live();
  setTimeout(() => {
    if (stage.isConnected && free()) draw(true);
  }, 0);
  const side = el(
    'div',
    { class: 'card paper-count' },
    el('div', {}, w('p', 'paper.count', { class: 'soft' }), el('p', { class: 'sum' }, count, waits)),
    el(
      'div',
      {},
      el('div', { class: 'tick' }, box, w('label', 'paper.twice', { for: box.id })),
      w('p', 'paper.twice.why', { class: 'hint' }),
    ),
  );
  return { live, meeting: live, keeps: true, node: el('div', { class: 'stack' }, side, stage) };
}

function mark(desk) {
  const open = desk.open();
  if (open && open.paper_pending) return t('paper.mark', { n: open.paper_pending });
  return now ? '●' : '';
}

export const section = { key: 'paper', build, mark, busy: () => now !== null };
