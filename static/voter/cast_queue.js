// Sends a ballot until it is answered: same nonce, same content, over any connection. Knows no document.
import {
  ballotOf,
  bytesOfHex,
  hexOf,
  markCounted,
  pendingBallots,
  randomHex,
  removeRound,
  saveBallot,
} from './storage.js';

const PATIENCE_MS = 5000;
const LONGEST_PATIENCE_MS = 20000;

function sentBallots() {
  return pendingBallots().filter((ballot) => ballot.frozen);
}

export class CastQueue {
  // connection() returns the current {send, reconnect}; changed() is called when there is something new to show.
  constructor(connection, changed) {
    Object.assign(this, { connection, changed, timer: 0, patience: PATIENCE_MS });
    this.clear();
  }

  isSending(round) {
    return sentBallots().some((ballot) => !round || ballot.round === round);
  }

  refusalOf(round) {
    return this.refusedPlace(round).code;
  }

  // What its refusal says is wrong: {field, agree}.
  refusedPlace(round) {
    return this.refusals[round] || {};
  }

  isRefusedForGood(round) {
    return Boolean(this.refusedPlace(round).final);
  }

  // The nonce is drawn once for a round and stays with the ballot, so that the server recognises a retry. The size stays
  // too: a retry must not be told from the casts of other phones either.
  submit({ id: round, cast_size: size }, content, name) {
    const earlier = ballotOf(round);
    const nonce = earlier ? earlier.nonce : randomHex();
    saveBallot(Object.assign({ round, nonce, size, name, frozen: true }, content));
    delete this.refusals[round];
    this.isSlow = false;
    this.sendAll();
    this.changed();
  }

  sendAll() {
    const ballots = sentBallots();
    ballots.forEach((ballot) => {
      const { round, scores, notes, write_ins: names } = ballot;
      const message = { t: 'cast', round, nonce: bytesOfHex(ballot.nonce), scores, notes };
      if (names) message.write_ins = names;
      if (!this.connection().send(message, ballot.size)) this.isSlow = true;
    });
    if (ballots.length) this.schedule(this.patience, () => this.resend());
  }

  // Without a receipt the connection is suspect: send over a new one, which happens at its welcome.
  resend() {
    if (!sentBallots().length) return;
    this.isSlow = true;
    this.patience = Math.min(LONGEST_PATIENCE_MS, this.patience * 1.5);
    this.connection().reconnect();
    this.schedule(this.patience, () => this.resend());
    this.changed();
  }

  schedule(ms, action) {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, ms);
  }

  acceptReceipt(receipt) {
    markCounted(receipt.round);
    delete this.refusals[receipt.round];
    this.isSlow = false;
    this.patience = PATIENCE_MS;
  }

  // currentRound: the one on the page; the refusal of an earlier round's ballot is only announced.
  acceptRefusal(refusal, currentRound) {
    const { round, code } = refusal;
    const ballot = ballotOf(round);
    if (!ballot || hexOf(refusal.nonce) !== ballot.nonce) return;
    if (refusal.final) {
      removeRound(round);
      if (currentRound === round) this.refusals[round] = refusal;
      else this.missed = ballot.name;
    } else if (code === 'new_nonce') {
      saveBallot(Object.assign(ballot, { nonce: randomHex() }));
      this.sendAll();
    } else if (code === 'bad_ballot') {
      saveBallot(Object.assign(ballot, { frozen: false }));
      this.refusals[round] = refusal;
    } else {
      this.isSlow = true;
      this.refusals[round] = refusal;
      this.schedule(1000 + Math.random() * 2000, () => this.sendAll());
    }
  }

  // refusals: the last one by round; missed: the name of an earlier round whose ballot was refused for good, until dismissed.
  clear() {
    clearTimeout(this.timer);
    Object.assign(this, { refusals: {}, isSlow: false, missed: null });
  }
}
