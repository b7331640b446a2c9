// 纸质票: takes a paper ballot from its code to the receipt. A second person may enter it again without seeing the first
// entry. The ballot outlives a change of section or language and a lost connection; it is in memory only. The codes of cards outlive a
// reload.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { checkbox, labelledCheckbox, localized } from '../staff/form_controls.js';
import { replaceNotice } from '../staff/page_frame.js';
import { headline } from '../staff/round_titles.js';
import { cardNote, checkCard } from './card_check.js';
import { inFours, readCode } from './codes.js';
import {
  ballotCommand,
  blankEntry,
  differences,
  haveSameNames,
  newBallot,
  questionsOf,
  unsettled,
  withRowNumbers,
} from './paper_ballot_draft.js';
import { PaperBallotForm } from './paper_ballot_form.js';
import { answerText, refusalText } from './paper_ballot_labels.js';
import { reviewForm } from './paper_ballot_review.js';
import { codeForm } from './paper_code_form.js';
import { codesToChoose, noCodes, withCode, withoutCode } from './paper_codes.js';
import { storeCodes, storedCodes } from './stored_codes.js';

let ballot = null; // of newBallot()
let receipt = null; // {roundId, token, text} of the ballot received last; text: the sentence shown
let isEnteredTwice = false;
let codes = noCodes(); // those of the meeting are read when the section is shown
let codesOf = null; // the meeting

const CARD_IS_LOST = ['void_card', 'unknown_token'];

class PaperBallotsView {
  constructor(desk) {
    this.desk = desk;
    // Only once: where the storage is blocked, this page alone has them.
    if (codesOf !== desk.state.meeting.id) codes = storedCodes(desk.state.meeting.id);
    codesOf = desk.state.meeting.id;
    this.stage = el('div', {});
    this.count = el('strong', { class: 'stat' });
    this.pending = el('p', { class: 'warn verdict' });
    this.codeRound = null; // the round whose codes are asked for
    this.node = el('div', { class: 'stack' }, this.sideCard(), this.stage);
    this.draw(false);
    this.update();
    // Once the page shows the node.
    setTimeout(() => {
      if (this.stage.isConnected && this.mayTakeFocus()) this.draw(true);
    }, 0);
  }

  sideCard() {
    const box = checkbox(isEnteredTwice);
    box.addEventListener('change', () => {
      isEnteredTwice = box.checked;
      if (ballot && ballot.stage === 'review') this.draw(false);
    });
    return el(
      'div',
      { class: 'card paper-count' },
      el(
        'div',
        {},
        localized('p', 'paper.count', { class: 'soft' }),
        el('p', { class: 'sum' }, this.count, this.pending),
      ),
      el('div', {}, labelledCheckbox('paper.twice', box), localized('p', 'paper.twice.why', { class: 'hint' })),
    );
  }

  draw(takeFocus) {
    this.codeRound = this.desk.openRound();
    if (!ballot && !this.codeRound) {
      fill(this.stage, localized('p', 'paper.closed', { class: 'card' }));
      return;
    }
    const form = ballot ? this.stageForm() : this.codeForm();
    fill(this.stage, form.node);
    if (takeFocus) form.initialFocus.focus();
  }

  stageForm() {
    if (ballot.stage === 'first') return this.entryForm(ballot.first, 'paper.first', () => this.goTo('review'));
    if (ballot.stage === 'second') return this.entryForm(ballot.second, 'paper.second', () => this.compare());
    if (ballot.stage === 'settle') return this.settleForm();
    return this.reviewForm();
  }

  goTo(stage) {
    ballot.stage = stage;
    this.draw(true);
  }

  discard() {
    ballot = null;
    this.draw(true);
  }

  codeForm() {
    const about = t('paper.round', { name: headline(this.codeRound.subjects) });
    const earlier = codesToChoose(codes, this.codeRound.id);
    return codeForm(about, earlier, (text, isSpoiled, say) => this.start(text, isSpoiled, say));
  }

  async start(text, isSpoiled, say) {
    const round = this.desk.openRound();
    const { token, letters, length } = readCode(text);
    say(token ? '' : letters ? t('paper.code.letters', { letters }) : t('paper.code.wrong', { n: length }));
    if (!token || !round) return;
    this.desk.say('');
    const card = await checkCard(this.desk, round, token);
    if (ballot || !this.stage.isConnected) return;
    if (card.problem) {
      if (CARD_IS_LOST.includes(card.code)) this.keepCodes(withoutCode(codes, token));
      say(card.problem);
      return;
    }
    ballot = newBallot(withRowNumbers(round, this.desk.state.parts), token, isSpoiled, card);
    this.draw(true);
  }

  keepCodes(changed) {
    codes = changed;
    storeCodes(this.desk.state.meeting.id, codes);
  }

  entryForm(entry, titleKey, finish) {
    return new PaperBallotForm(ballot.round, entry, {
      questions: questionsOf(ballot.round),
      title: t(titleKey),
      about: t('paper.card', { code: inFours(ballot.token) }),
      note: cardNote(ballot.round, ballot.card),
      spoil: () => this.spoil(),
      finish,
      discard: () => this.discard(),
    });
  }

  compare() {
    const { round, first, second } = ballot;
    ballot.agreed = !differences(round, first, second).length && haveSameNames(first, second);
    if (!ballot.agreed) ballot.settled = unsettled(ballot);
    this.goTo(ballot.agreed ? 'review' : 'settle');
  }

  // Asks again where the two entries differ, showing both.
  settleForm() {
    const { entry, questions } = ballot.settled;
    const names = haveSameNames(ballot.first, ballot.second) ? [] : [...ballot.first.names, ...ballot.second.names];
    const column = (key, other) => ({ key, cell: (question) => answerText(ballot.round, other, question) });
    return new PaperBallotForm(ballot.round, entry, {
      questions,
      title: t('paper.differ'),
      about: t('paper.differ.why', { n: questions.length + (names.length ? 1 : 0) }),
      names: names.filter((name, at) => name.trim() && names.indexOf(name) === at),
      columns: [column('paper.first', ballot.first), column('paper.second', ballot.second)],
      finish: () => {
        ballot.first = entry;
        ballot.agreed = true;
        this.goTo('review');
      },
      discard: () => this.discard(),
    });
  }

  reviewForm() {
    const needsSecond = isEnteredTwice && !ballot.agreed && !ballot.isSpoiled;
    return reviewForm(ballot, needsSecond ? 'paper.tosecond' : 'paper.confirm', {
      confirm: (pressed) => (needsSecond ? this.enterSecond() : this.send(pressed)),
      enterAgain: () => {
        ballot.agreed = false;
        this.goTo('first');
      },
      spoil: () => this.spoil(),
      discard: () => this.discard(),
    });
  }

  spoil() {
    ballot.isSpoiled = true;
    this.goTo('review');
  }

  enterSecond() {
    ballot.second = blankEntry(ballot.round, ballot.card.recused);
    this.goTo('second');
  }

  // The nonce belongs to the ballot: however often it is sent, it is counted once.
  async send(pressed) {
    const sent = ballot;
    if (pressed) pressed.disabled = true;
    sent.isSending = true;
    let problem = null;
    try {
      await this.desk.run(ballotCommand(sent), sent.round.cast_size);
    } catch (caught) {
      problem = caught;
    }
    sent.isSending = false;
    this.answered(sent, problem);
  }

  answered(sent, problem) {
    if (problem && !problem.code && !(problem instanceof NoAnswer)) throw problem;
    sent.isUnsure = problem instanceof NoAnswer;
    if (!problem) {
      ballot = null;
      this.keepCodes(withCode(codes, sent.round.id, sent.token));
    }
    if (this.stage.isConnected) this.draw(true);
    if (!problem) this.showReceipt(sent);
    else if (sent.isUnsure) this.desk.say(reason(problem) + t('paper.resend'));
    else this.desk.say(refusalText(sent.round, sent.first, problem));
  }

  showReceipt({ round, token }) {
    receipt = { roundId: round.id, token, text: t('paper.taken', { code: inFours(token) }) };
    this.desk.say(receipt.text, true);
    this.followReceipt(this.desk.openRound());
  }

  // After the round nothing more is to be entered: the receipt alone stays, until another round begins.
  followReceipt(round) {
    if (!receipt || (round && round.id === receipt.roundId)) return;
    const text = round ? '' : t('paper.taken.last', { code: inFours(receipt.token) });
    replaceNotice(receipt.text, text, true);
    receipt.text = text;
    if (round) receipt = null;
  }

  // Unless the keyboard is used elsewhere on the page. The navigation's button for this section does not count: it brought
  // the person here.
  mayTakeFocus() {
    const active = document.activeElement;
    return !active || active === document.body || active.matches('h1, #nav-paper') || this.stage.contains(active);
  }

  update() {
    const round = this.desk.openRound();
    const { turnout } = this.desk.state;
    write(this.count, turnout && round ? turnout.paper : 0);
    write(this.pending, round && round.paper_pending ? t('paper.pending', { n: round.paper_pending }) : '');
    this.followReceipt(round);
    if (!ballot || !ballot.isSending) this.followRound(round);
  }

  // A ballot without an answer is sent again once there is a connection; one that was never sent is given up with its round.
  followRound(round) {
    if (ballot && ballot.isUnsure) {
      if (this.desk.state.online) this.send(null);
      return;
    }
    const isOver = ballot !== null && (!round || round.id !== ballot.round.id);
    if (isOver) {
      this.desk.say(t('paper.gone', { code: inFours(ballot.token) }));
      ballot = null;
    }
    const idOf = (other) => (other ? other.id : null);
    if (isOver || (!ballot && idOf(round) !== idOf(this.codeRound))) this.draw(this.mayTakeFocus());
  }
}

function build(desk) {
  const view = new PaperBallotsView(desk);
  const update = () => view.update();
  return { onMessage: update, onMeeting: update, keepsInput: true, node: view.node };
}

function mark(desk) {
  const round = desk.openRound();
  if (round && round.paper_pending) return t('paper.mark', { n: round.paper_pending });
  return ballot ? '●' : '';
}

export const section = { key: 'paper', build, mark, isBusy: () => ballot !== null };
