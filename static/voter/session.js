// One phone's session: its identity and the server's messages as one state. No document and no words.
import { findCode } from '../shared/codes.js';
import { connect } from '../shared/socket.js';
import { CastQueue } from './cast_queue.js';
import { Countdown } from './countdown.js';
import { carryNotes } from './ballot_draft.js';
import * as drafts from './stored_drafts.js';
import * as storage from './storage.js';

// Refusals of a join code that leave a phone its earlier identity.
const ADMITS_NOBODY = ['expired_code', 'admission_closed', 'full'];

// Refusals of a code or token that no meeting has.
const NOT_FOUND = ['unknown_code', 'unknown_token'];

const RECEIVERS = {
  welcome: (session, message) => session.acceptWelcome(message),
  refused: (session, message) => session.acceptRefusal(message),
  receipt: (session, message) => session.castQueue.acceptReceipt(message),
  round: (session, message) => session.acceptRound(message),
  brief: ({ sheet }, message) => sheet && sheet.receive(message),
  briefs({ state }, { subjects }) {
    state.meeting = Object.assign({}, state.meeting, { briefs: subjects });
  },
  tally(session, message) {
    session.state.tally = message;
  },
  online(session) {
    session.state.connection = 'online';
    session.state.fault = null;
    session.state.lacksLanguage = false;
  },
  offline(session) {
    session.state.connection = 'offline';
  },
  blocked(session, { fault }) {
    session.state.fault = fault;
  },
  ended(session) {
    session.state.connection = 'ended';
  },
  error(session, message) {
    throw new Error('the server did not understand: ' + message.code);
  },
};

function hello() {
  const { token, join } = storage.identity();
  const message = { t: 'hello', v: 1, role: 'voter' };
  if (token) return Object.assign(message, { token });
  if (join) return Object.assign(message, { join, device: storage.deviceId() });
  return null;
}

export class Session {
  // hooks: changed() after every change; welcomed(language) before what a welcome carries is used.
  constructor(hooks) {
    this.hooks = hooks;
    this.connection = null;
    this.token = null; // what the connection said hello with
    this.offered = null; // the code of a link, until the voter has decided whether it replaces the token
    this.countdown = new Countdown();
    this.castQueue = new CastQueue(() => this.connection, hooks.changed);
    // What the code box holds, and where in the ballot the voter is: both outlive the views that show them.
    this.codeInput = { text: '' };
    this.isTyped = false; // whether the code was typed here
    this.place = {};
    this.sheet = null; // of briefs, while it is open
    this.state = { connection: 'connecting' };
    this.clear();
  }

  clear() {
    this.place = {};
    Object.assign(this.state, { refused: null, meeting: null, round: null, tally: null });
  }

  // Connects as the identity that is stored now.
  start() {
    this.clear();
    this.castQueue.clear();
    if (this.connection) this.connection.reconnect();
    else
      this.connection = connect(
        () => this.hello(),
        (message) => this.receive(message),
      );
    this.hooks.changed();
  }

  hello() {
    this.token = storage.identity().token;
    return hello();
  }

  // Another tab may have replaced the token; a ballot of this one must not be sent with it. Returns whether it has.
  followOtherTabs() {
    const isReplaced = storage.identity().token !== this.token;
    if (isReplaced) this.start();
    else this.hooks.changed();
    return isReplaced;
  }

  // Takes the code in a typed text and returns whether there is one.
  enter(text) {
    const code = findCode(text);
    if (!code) return false;
    this.isTyped = true;
    this.adopt(code);
    return true;
  }

  adopt(code) {
    storage.adoptCode(code);
    this.start();
  }

  // Takes the offered code, or keeps the present token.
  decide(isTaken) {
    const code = this.offered;
    this.offered = null;
    if (isTaken) this.adopt(code);
    else this.hooks.changed();
  }

  hasIdentity() {
    return hello() !== null;
  }

  // Connects again as the same identity: this page had to make room for a newer one.
  resume() {
    this.state.refused = null;
    this.connection.reconnect();
    this.hooks.changed();
  }

  receive(message) {
    if (!RECEIVERS[message.t]) throw new Error('unknown message ' + message.t);
    RECEIVERS[message.t](this, message);
    this.hooks.changed();
  }

  acceptWelcome({ meeting, token, tallies, round }) {
    const { state } = this;
    this.codeInput.text = '';
    this.isTyped = false;
    Object.assign(state, { refused: null, busy: null, meeting, tally: (tallies || []).slice(-1)[0] || null });
    if (token) {
      storage.saveToken(token, meeting.id);
      this.token = token;
    }
    this.hooks.welcomed(meeting.language);
    this.acceptRound(round);
    if (meeting.phase === 'certified') drafts.removeDrafts();
    this.castQueue.sendAll();
  }

  acceptRound(round) {
    const { state } = this;
    const isNew = !round || !state.round || round.id !== state.round.id;
    state.round = round || null;
    if (isNew) this.place = {};
    if (!round) return;
    this.countdown.start(round.state === 'open' ? round.left : null, isNew);
    this.updateDrafts(round);
    const { done, total, next, panel } = round;
    if (total) state.meeting = Object.assign({}, state.meeting, { done, total, next, panel });
  }

  updateDrafts(round) {
    if (round.state === 'voided') drafts.setAsideVoided(round.id);
    if (round.state !== 'open') return;
    const draft = drafts.draftOf(round.id);
    const size = Object.keys(draft).length;
    carryNotes(round, draft, drafts.earlierDrafts(round.id));
    if (Object.keys(draft).length > size) drafts.saveDraft(round.id, draft);
    const subjects = round.subjects.map((subject) => subject.id);
    drafts.removeOldDrafts(round.id, subjects);
  }

  acceptRefusal(refusal) {
    const { state } = this;
    if (refusal.round) this.castQueue.acceptRefusal(refusal, state.round && state.round.id);
    else if (refusal.code === 'busy') state.busy = refusal.reason || 'busy';
    else if (refusal.code === 'certified') this.finish();
    else this.acceptHelloRefusal(refusal.code);
  }

  // The meeting has been certified. A ballot without an answer gets one over a new connection.
  finish() {
    this.state.meeting = Object.assign({}, this.state.meeting, { phase: 'certified' });
    drafts.removeDrafts();
    if (this.castQueue.isSending()) this.connection.reconnect();
  }

  // A code that nobody typed was right once.
  refusalOf(code) {
    if (code === 'deleted') drafts.removeDrafts();
    return !this.isTyped && NOT_FOUND.includes(code) ? 'no_meeting' : code;
  }

  // A token that was deleted with a rehearsal is replaced by joining again.
  acceptHelloRefusal(code) {
    const { join } = storage.identity();
    if (code === 'unknown_token' && join) {
      storage.saveIdentity({ join });
      this.start();
    } else if (ADMITS_NOBODY.includes(code) && storage.restoreIdentity()) this.start();
    else this.state.refused = this.refusalOf(code);
  }
}
