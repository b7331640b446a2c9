// What the chair can do: each action asks where it must, then sends one command. Knows no place on the page.
import { lang, t } from '../shared/i18n.js';
import { api } from '../shared/api.js';
import { askAgain, askMotion } from '../staff/added_part_questions.js';
import { REST_MS, choose, confirmDanger } from '../staff/dialogs.js';
import { reason } from '../staff/commands.js';
import { agenda, openRound, toPublish, unpublished, upNext } from '../staff/meeting_state.js';
import { askAll, askCombine, askPaper, askSmall, askVoid } from '../staff/round_confirmations.js';
import { askClose, askPublish, askRanking } from './confirmations.js';
import { secondsField } from './lists.js';
import { chooseForItem, endItem, startItem } from './item_actions.js';
import { focusOf, isCertified, itemInFocus, stepOf } from './next_step.js';
import { partlyScored } from './partly_scored.js';
import { QuorumQuestion } from './quorum.js';
import { subjectKept } from './speaking.js';
import { callSpeaker, startSpeaking } from './speaking_actions.js';
import { waitingPhones } from './turnout.js';
import { ViewHistory } from './view_history.js';

// Steps of the large button; each takes whether a presenter's key asked for it.
const STEPS = {
  report: (actions) => startSpeaking(actions, 'report'),
  questions: (actions) => startSpeaking(actions, 'questions'),
  comment: (actions) => startSpeaking(actions, 'comment'),
  item: (actions) => startItem(actions),
  'item-end': (actions) => endItem(actions),
  open: (actions) => actions.open(upNext(actions.state)),
  close: (actions, isRemote) => actions.close(isRemote),
  paper: (actions, isRemote) => actions.close(isRemote),
  async publish(actions, isRemote) {
    const round = toPublish(actions.state);
    if (!isRemote || (await askPublish(round))) await actions.publish(round);
  },
  'publish-all': (actions) => actions.publishAll(),
  call: (actions) => actions.run({ t: 'view', view: 'agenda' }),
  ranking: (actions, isRemote) => actions.showRanking(isRemote),
  reveal: (actions) => actions.reveal(actions.state.view.next),
};

// The rows that wait in the part of a row.
const waitingWith = (state, row) => agenda(state).filter((one) => one.part === row.part && one.word === 'waiting');

// A part that is decided by votes, has had no round and is not the only one: most likely it was added by mistake.
const isWithdrawable = (state, part) =>
  Boolean(part.decide) && state.parts.length > 1 && !state.rounds.some((round) => round.part === part.name);

export class Actions {
  // session: {run(command), state}; hooks: changed(), notify(text), '' clears the notice.
  constructor(session, hooks) {
    Object.assign(this, { session, hooks, state: session.state, isBusy: false });
    this.views = new ViewHistory();
    this.quorum = new QuorumQuestion(session.state);
    // Seconds that the next round lasts; 0 is no limit.
    this.seconds = 0;
    this.shownStep = '';
    this.isResting = false;
  }

  isReady() {
    return Boolean(this.state.online) && !this.isBusy;
  }

  hasStep() {
    return STEPS[stepOf(this.state)] !== undefined;
  }

  // A step that has just come up rests: a double tap meant the one before, and a round may end by itself under the finger.
  // The time limit belongs to one round, whoever opened it.
  noticeStep() {
    if (openRound(this.state)) this.seconds = 0;
    const { round, subjects } = focusOf(this.state);
    const { view } = this.state;
    const [subject] = subjects.concat(itemInFocus(this.state) || { id: '' });
    const step = [stepOf(this.state), round ? round.id : subject.id, (view && view.next) || ''].join(' ');
    if (step === this.shownStep) return;
    this.shownStep = step;
    this.isResting = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.isResting = false;
      this.hooks.changed();
    }, REST_MS);
  }

  canStep() {
    return this.isReady() && !this.isResting;
  }

  takeStep(isRemote) {
    if (this.canStep() && this.hasStep()) STEPS[stepOf(this.state)](this, isRemote);
  }

  // Sends one command; returns null if it was refused. Few ballots need a confirmation, other refusals are shown.
  async run(command, subjects) {
    this.setBusy(true);
    try {
      const answer = await this.session.run(command);
      this.hooks.notify('');
      return answer;
    } catch (problem) {
      if (problem.code === 'confirm_small' && !command.confirm) return this.confirmSmall(command, subjects);
      this.hooks.notify(reason(problem));
      return null;
    } finally {
      this.setBusy(false);
    }
  }

  setBusy(isBusy) {
    this.isBusy = isBusy;
    this.hooks.changed();
  }

  async confirmSmall(command, subjects) {
    const isSure = await askSmall(subjects);
    return isSure ? this.run(Object.assign({}, command, { confirm: true }), subjects) : null;
  }

  // rows: of the agenda, all in one part.
  open(rows) {
    const subjects = rows.map((row) => row.subject);
    const ids = subjects.map((subject) => subject.id);
    return this.openRound(rows[0].part.name, ids, subjects);
  }

  async openRound(part, ids, subjects) {
    if (!(await this.quorum.ask())) return null;
    return this.run({ t: 'open', part, subjects: ids, seconds: this.seconds || null }, subjects);
  }

  setSeconds(seconds) {
    this.seconds = seconds;
    this.hooks.changed();
  }

  extend(round) {
    return this.run({ t: 'extend', round: round.id, seconds: 60 });
  }

  publish(round) {
    return this.run({ t: 'publish', round: round.id }, round.subjects);
  }

  // The answer names the rounds that the server holds back, because their ballots are few.
  async publishAll() {
    if (!(await askAll(unpublished(this.state).length))) return;
    const answer = await this.run({ t: 'publish', all: true });
    if (answer && answer.text) this.hooks.notify(answer.text);
  }

  // Asks while phones have not voted, and always after a presenter's key, which may have been pressed by mistake.
  async close(isRemote) {
    const round = openRound(this.state);
    const waiting = waitingPhones(this.state, round);
    const isAsked = isRemote || waiting || round.paper_pending;
    if (isAsked && !(await askClose(round, waiting, isRemote))) return;
    // A jury was announced to be small; its round is asked about only while a phone has not voted.
    const isExpectedSmall = this.state.meeting.panel && !waiting;
    await this.run({ t: 'close', round: round.id, confirm: isExpectedSmall }, round.subjects);
  }

  async awaitPaper(round) {
    const count = await askPaper(round);
    if (count) await this.run({ t: 'close', round: round.id, paper_pending: count }, round.subjects);
  }

  async voidRound(round) {
    const why = await askVoid(round);
    if (why) await this.run({ t: 'void', round: round.id, reason: why }, round.subjects);
  }

  async combine() {
    const limit = secondsField(this.seconds, (seconds) => this.setSeconds(seconds));
    const waiting = agenda(this.state).filter((row) => row.word === 'waiting');
    const rows = await askCombine(waiting, limit);
    if (rows) await this.open(rows);
  }

  // A part that is decided now: what the chair has just entered is opened at once.
  async addAndOpen(part) {
    if (!part) return;
    const added = await this.amend({ add_part: part });
    if (!added) return;
    const ids = added.subjects.map((subject) => subject.id);
    await this.openRound(added.part, ids, added.subjects);
  }

  async addMotion() {
    await this.addAndOpen(await askMotion(this.state));
  }

  async voteAgain(part) {
    await this.addAndOpen(await askAgain(this.state, part, t('again.open')));
  }

  async withdrawPart(part) {
    const isSure = await confirmDanger(t('withdraw.title', { part: part.name }), t('withdraw.why'), t('withdraw.yes'));
    if (isSure) await this.amend({ withdraw_part: part.name });
  }

  // Changes the document; null if that was refused.
  async amend(changes) {
    this.setBusy(true);
    try {
      const answer = await api(this.session.key(), lang).patch('/api/meetings/' + this.state.meeting.id, changes);
      this.hooks.notify('');
      return answer;
    } catch (problem) {
      this.hooks.notify((problem.fields || []).map((field) => field.message).join(' ') || reason(problem));
      return null;
    } finally {
      this.setBusy(false);
    }
  }

  // Lets the chair choose among what can be done with one row of the agenda, a subject's or an item's.
  async chooseForRow(row) {
    if (row.item) return chooseForItem(this, row.item);
    const { state } = this;
    const { subject, round, word } = row;
    const options = [];
    const add = (key, value, kind) => options.push({ text: t(key), value, kind });
    const show = () => this.run({ t: 'view', view: 'result', subject: subject.id });
    const canOpen = word === 'waiting' && !openRound(state) && !isCertified(state);
    const together = waitingWith(state, row);
    if (canOpen && row.part.whole) add('row.open.whole', () => this.open(together), 'primary');
    else if (canOpen) add('row.open', () => this.open([row]), 'primary');
    const canSpeak = canOpen && state.progress.speakers.includes(subject.id);
    if (canSpeak) add('row.call', () => callSpeaker(this, subject.id));
    if (canOpen && isWithdrawable(state, row.part)) add('row.withdraw', () => this.withdrawPart(row.part), 'danger');
    const isPublishable = word === 'closed' && !round.too_few && state.meeting.show !== 'held';
    if (isPublishable) add('step.publish', () => this.publish(round), 'primary');
    if (word === 'published') add('row.show', show, 'primary');
    if (round && !isCertified(state)) add('act.void', () => this.voidRound(round), 'danger');
    const action = await choose(subject.label + ' · ' + t('word.' + word), options);
    return action && action();
  }

  // Resolves to whether the ranking is shown: what is true now, and only once the chair has confirmed it.
  async showRanking(isRemote) {
    const { ranking } = this.state;
    if (!ranking || !ranking.people) {
      this.hooks.notify(t('ranking.nobody'));
      return false;
    }
    const choice = await askRanking(ranking, partlyScored(this.state), isRemote);
    return Boolean(choice && (await this.run(Object.assign({ t: 'view', view: 'ranking' }, choice))));
  }

  // Reveals the ranking down to a rank; null reveals the rest.
  reveal(upto) {
    return this.run({ t: 'view', view: 'ranking', grades: this.state.view.grades, upto });
  }

  async setView(view) {
    if (view === 'ranking') {
      await this.showRanking(false);
      return;
    }
    if (view !== 'result') {
      await this.run({ t: 'view', view, subject: subjectKept(this.state, view) });
      return;
    }
    const rows = agenda(this.state).filter((row) => row.word === 'published');
    if (!rows.length) {
      this.hooks.notify(t('view.nothing'));
      return;
    }
    const options = rows.map((row) => ({ text: row.subject.label, value: row.subject.id }));
    const subject = await choose(t('view.which'), options);
    if (subject) await this.run({ t: 'view', view, subject });
  }

  // The ranking is shown again only once the chair has confirmed it; until then nothing is forgotten.
  async goBack() {
    const earlier = this.views.earlier();
    if (!earlier) return;
    if (earlier.view !== 'ranking') {
      this.views.back();
      await this.run({ t: 'view', view: earlier.view, subject: earlier.subject });
    } else if (await this.showRanking(true)) this.views.back();
  }

  toggleBlank() {
    return this.state.view.view === 'blank' ? this.goBack() : this.setView('blank');
  }

  admit(open) {
    return this.run({ t: 'admit', open });
  }
}
