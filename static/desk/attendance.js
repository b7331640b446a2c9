// Asks who is present and which cards were not handed out, and corrects the people of one round that has closed.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { headlineWithPart } from '../staff/round_titles.js';
import { attendanceFields, firstWrong } from './attendance_fields.js';
import { isAttendanceAsked } from './attendance_numbers.js';
import { isPostponed, storePostponed } from './attendance_postponed.js';
import { cardGroups, isSpareAsked } from './card_groups.js';
import { quorumLine } from './quorum.js';

const put = (desk, body) => desk.api.put(desk.path('/attendance'), body);

const isClosed = (round) => round && ['closed', 'published'].includes(round.state);

// The closed rounds that have the number that the meeting has: a wrong number was most likely wrong for all of them.
function roundsAlike({ attendance, reconciliation, rounds }) {
  return reconciliation.rounds
    .filter(({ present }) => present !== null && present === attendance.present)
    .map(({ round }) => rounds.find((candidate) => candidate.id === round))
    .filter(isClosed);
}

function alsoRounds(meeting, alike) {
  const box = el('input', { type: 'checkbox' });
  const text = t('check.also', { n: alike.length, present: meeting.attendance.present });
  return { box, node: alike.length ? el('label', { class: 'tick' }, box, ' ', text) : null };
}

// Of people and spare cards what is not blank, in one request; the people also for some rounds.
async function putAll(desk, { people, spare }, rounds) {
  const sets = [people, spare].filter((set) => set.controls().length && !set.isBlank());
  await put(
    desk,
    sets.reduce((body, set) => Object.assign(body, set.read()), {}),
  );
  for (const round of rounds) await put(desk, Object.assign(people.read(), { round: round.id }));
}

// Resolves to whether the numbers were sent.
async function submitFields(desk, fields, rounds) {
  const { people, spare } = fields;
  const first = people.controls()[0];
  const isNothing = people.isBlank() && (spare.isBlank() || !spare.controls().length);
  const wrong = isNothing ? first : firstWrong(people, spare);
  if (!wrong) return desk.save(() => putAll(desk, fields, people.isBlank() ? [] : rounds), t('saved'));
  desk.say(t('check.whole'));
  wrong.focus();
}

// At the reconciliation the cards that never came in are offered as spare ones.
export function attendanceForm(desk) {
  const { meeting } = desk;
  const isAsked = isSpareAsked(meeting);
  const fields = attendanceFields(meeting.document, meeting.attendance, cardGroups(meeting), isAsked);
  const alike = roundsAlike(meeting);
  const also = alsoRounds(meeting, alike);
  const submit = (event) => {
    event.preventDefault();
    submitFields(desk, fields, also.box.checked ? alike : []);
  };
  return el(
    'form',
    { class: 'card block', id: 'attendance', novalidate: true, on: { submit } },
    localized('h2', cardGroups(meeting).length ? 'check.attendance.cards' : 'check.attendance'),
    isAsked ? localized('p', 'check.spare.ask', { class: 'banner slim' }) : null,
    fields.node,
    also.node,
    localized('button', 'save', { type: 'submit', class: 'button' }),
  );
}

// Before the first round, where a quorum is asked for and nobody has entered who is present.
export function attendancePrompt(desk) {
  const { meeting } = desk;
  if (!isAttendanceAsked(meeting) || isPostponed(meeting.id)) return null;
  const fields = attendanceFields(meeting.document, meeting.attendance);
  const submit = (event) => {
    event.preventDefault();
    submitFields(desk, fields, []);
  };
  const node = el(
    'form',
    { class: 'card block prompt', novalidate: true, on: { submit } },
    localized('h2', 'attendance.ask'),
    quorumLine(meeting.reconciliation),
    fields.node,
    el(
      'div',
      { class: 'acts' },
      localized('button', 'save', { type: 'submit', class: 'button primary' }),
      button('attendance.later', () => postpone(meeting.id, node), 'quiet'),
    ),
  );
  return node;
}

function postpone(id, node) {
  storePostponed(id);
  node.remove();
}

// counts: the round's line of the reconciliation. The numbers of the meeting are offered if the round has the same.
export async function correctAttendance(desk, round, counts) {
  const { attendance, document } = desk.meeting;
  const isSame = counts.present === null || counts.present === attendance.present;
  const known = isSame ? attendance : { present: counts.present, absent: null };
  const { people, node } = attendanceFields(document, known);
  const body = await ask({
    title: t('check.correct.title', { n: round.number, name: headlineWithPart(document, round) }),
    yes: t('save'),
    content: [localized('p', 'check.correct.why', { class: 'soft' }), node],
    check: () => (people.isBlank() || firstWrong(people) ? t('check.whole') : ''),
    value: () => Object.assign(people.read(), { round: round.id }),
  });
  if (body) await desk.save(() => put(desk, body), t('saved'));
}
