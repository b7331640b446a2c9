// Sends a ballot until it is answered: same nonce, same content, over any connection. Knows no document.
import { ballotOf, ballotsUnderway, keepBallot, markCounted, wipe, randomHex, unhex, hex } from './storage.js';

const PATIENCE = 5000;
const LONGEST = 20000;
const FINAL = ['already_voted', 'round_closed', 'unknown_round', 'not_eligible', 'void_card'];

function underway() {
  return ballotsUnderway().filter((ballot) => ballot.frozen);
}

// link() gives {send, again}; changed() is called when there is something to show.
export function casting(link, changed) {
  let trouble = {};
  let slow = false;
  let late = null;
  let timer = 0;
  let patience = PATIENCE;

  function wait(ms, then) {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  }

  function deliver() {
    const ballots = underway();
    ballots.forEach((ballot) => {
      const sent = link().send({
        t: 'cast',
        round: ballot.round,
        nonce: unhex(ballot.nonce),
        scores: ballot.scores,
        notes: ballot.notes,
      });
      if (!sent) slow = true;
    });
    if (ballots.length) wait(patience, unanswered);
  }

  // No receipt: the link is not believed any more, and the ballot goes out again over a new one.
  function unanswered() {
    if (!underway().length) return;
    slow = true;
    patience = Math.min(LONGEST, patience * 1.5);
    link().again();
    wait(patience, unanswered);
    changed();
  }

  // The nonce is made once a round and stays with the ballot, so that a retry is known for what it is.
  function submit(round, content, name) {
    const before = ballotOf(round);
    const nonce = before ? before.nonce : randomHex();
    keepBallot({ round, nonce, scores: content.scores, notes: content.notes, name, frozen: true });
    delete trouble[round];
    slow = false;
    deliver();
    changed();
  }

  function receipt(message) {
    markCounted(message.round);
    delete trouble[message.round];
    slow = false;
    patience = PATIENCE;
  }

  function settle(message, ballot, current) {
    wipe(message.round);
    if (current === message.round) trouble[message.round] = message.code;
    else late = ballot.name;
  }

  // current: the round on the page; a ballot of an earlier one is only reported.
  function refused(message, current) {
    const ballot = ballotOf(message.round);
    if (!ballot || hex(message.nonce) !== ballot.nonce) return;
    if (FINAL.includes(message.code)) settle(message, ballot, current);
    else if (message.code === 'new_nonce') {
      keepBallot(Object.assign(ballot, { nonce: randomHex() }));
      deliver();
    } else if (message.code === 'bad_ballot') {
      keepBallot(Object.assign(ballot, { frozen: false }));
      trouble[message.round] = message.code;
    } else {
      slow = true;
      trouble[message.round] = message.code;
      wait(1000 + Math.random() * 2000, deliver);
    }
  }

  return {
    deliver,
    submit,
    receipt,
    refused,
    isUnderway: (round) => underway().some((ballot) => !round || ballot.round === round),
    isSlow: () => slow,
    troubleOf: (round) => trouble[round] || null,
    isOver: (round) => FINAL.includes(trouble[round]),
    late: () => late,
    dismiss() {
      late = null;
    },
    forget() {
      trouble = {};
      slow = false;
      late = null;
      clearTimeout(timer);
    },
  };
}
