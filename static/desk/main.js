// The secretary's desk: navigation, the meeting's current state, and one section at a time. Knows no section's work.
import { withBase } from '../shared/base.js';
import { TAB, storeText, storedText } from '../shared/browser_storage.js';
import { $, el, fill, pageStarted, write } from '../shared/dom.js';
import { use, t, lang, listenToLanguage, translate } from '../shared/i18n.js';
import { joinSentences } from '../staff/joined_sentences.js';
import { api } from '../shared/api.js';
import { answersInOrder } from '../staff/answers_in_order.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { localized } from '../staff/form_controls.js';
import { drawLink } from '../staff/connection_status.js';
import { openRound } from '../staff/meeting_state.js';
import { focusHeading, showNotice as say, startAt } from '../staff/page_frame.js';
import { drawPlainHttpLine, isPlainHttp } from '../staff/plain_http_line.js';
import { redrawSentences } from '../staff/sentence.js';
import { openSession } from '../staff/session.js';
import { watchArrivals } from './arrivals.js';
import { section as cards } from './cards.js';
import { section as documentSection } from './document.js';
import { section as files } from './files.js';
import { section as live } from './live.js';
import { Navigation } from './navigation.js';
import { currentTasks, section as next } from './next.js';
import { section as paperBallots } from './paper_ballots.js';
import { section as reconciliation } from './reconciliation.js';
import { section as rehearsal } from './rehearsal.js';
import { section as results } from './results.js';
import { section as roster } from './roster.js';
import { forgetCodes } from './stored_codes.js';
import { forgetMarks, markTask, marksOf } from './task_marks.js';
import { drawWarnings } from './warnings.js';
import { words } from './messages.js';

const REFRESH_MS = 200;
// Where this tab keeps the section that it shows.
const SECTION = 'pingyi.section';

// A section is {key, build(desk), mark?(desk): its sign in the navigation, if it says more than whether its tasks are done,
// note?(desk): a line below its name, isBusy?(): whether leaving the page would lose input, countsCards?: whether it shows how many
// cards have come in}. build() returns a view {node, primary?: a button in the head, lead?: another first sentence,
// onMessage?(): after every message, onMeeting?(): after the meeting was loaded, onMark?(): after a task was marked, keepsInput?,
// ready?: resolves when the node has all it shows}.
// A view without onMeeting() is rebuilt instead, unless somebody has typed in it; one that keepsInput may be rebuilt at any time.
const GROUPS = [
  { sections: [next] },
  { title: 'task.before', sections: [documentSection, roster, cards, rehearsal] },
  { title: 'task.during', sections: [live, paperBallots] },
  { title: 'task.after', sections: [reconciliation, results, files] },
];
const SECTIONS = GROUPS.flatMap((group) => group.sections);

use(words);

const meetings = answersInOrder();
const session = openSession('desk', messageReceived, say);
let section = null;
let view = null;
let refreshTimer = 0;
let hasInput = false;
let inputs = 0; // how often something was typed
let isClosed = false;

// What the sections may use. state: from messages; meeting: the API's answer, null until it is loaded.
const desk = {
  state: session.state,
  meeting: null,
  run: session.run,
  key: session.key,
  deleting: session.deleting,
  api: api(session.key(), lang),
  path: (rest) => '/api/meetings/' + desk.state.meeting.id + (rest || ''),
  openRound: () => openRound(desk.state),
  marks: () => marksOf(desk.state.meeting.id),
  tasks: () => currentTasks(desk).tasks,
  mark: taskMarked,
  attempt,
  perform,
  save,
  close,
  say,
  refresh,
  goTo,
  rebuild,
  watchTyping,
};

const arrivals = watchArrivals(
  desk.state,
  () => Boolean(desk.meeting && section && section.countsCards),
  () => attempt(refresh),
);
const navigation = new Navigation(desk, $('#nav'), GROUPS, navigate);

// Runs a request. A refusal is shown: problems of fields by showFields(), which returns those without a place. True if it was
// not refused; then the sentence `done` is shown.
async function attempt(request, done, showFields) {
  try {
    await request();
    if (done) say(done, true);
    return true;
  } catch (problem) {
    if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
    if (isClosed) return false;
    const hasFields = showFields && problem.fields && problem.fields.length;
    say(hasFields ? joinSentences([t('form.wrong'), ...showFields(problem.fields)]) : reason(problem));
    return false;
  }
}

// As attempt(), for a person's action: the previous sentence disappears.
function perform(request, done, showFields) {
  say('');
  return attempt(request, done, showFields);
}

// Performs a change of the meeting and shows the section with its result.
async function save(request, done, showFields) {
  const isTyped = watchTyping();
  if (!(await perform(request, '', showFields))) return;
  await perform(refresh);
  if (!isTyped()) rebuild();
  say(done, true);
}

// Returns whether somebody has typed since then, in this section or in one opened later, what rebuilding would lose.
function watchTyping() {
  const [before, shown] = [inputs, view];
  return () => !view.keepsInput && (view === shown ? inputs > before : hasInput);
}

// Messages other than counts may mean that the API's answer has changed.
function messageReceived(type) {
  if (type === 'welcome') welcomed();
  if (type === 'welcome' || type === 'round') refreshSoon();
  draw();
  if (view && view.onMessage && desk.meeting) view.onMessage();
  arrivals.noticed();
}

function welcomed() {
  desk.api = api(session.key(), lang);
  const { id, phase } = desk.state.meeting;
  if (phase === 'certified') forgetCodes(id);
}

// What the secretary says of a task (task_marks.js).
function taskMarked(key, value) {
  markTask(desk.state.meeting.id, key, value);
  if (view && view.onMark) view.onMark();
  draw();
}

// After the meeting was deleted.
function close() {
  clearTimeout(refreshTimer);
  forgetMarks(desk.state.meeting.id);
  forgetCodes(desk.state.meeting.id);
  session.leave();
  isClosed = true;
  desk.meeting = null;
  $('#link').hidden = true;
  draw();
}

// A change often comes as several messages.
function refreshSoon() {
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(() => desk.attempt(refresh), REFRESH_MS);
}

function refresh() {
  arrivals.loading();
  return meetings(() => desk.api.read(desk.path()), meetingLoaded);
}

function meetingLoaded({ body, version }) {
  if (isClosed) return;
  Object.assign(desk, { meeting: body, version });
  if (!view) goTo(storedSection());
  else if (view.onMeeting) view.onMeeting();
  else if (!hasInput) rebuild();
  draw();
}

function storedSection() {
  const key = storedText(SECTION, TAB);
  return SECTIONS.some((candidate) => candidate.key === key) ? key : SECTIONS[0].key;
}

// place: a selector of what to start at, instead of the top of the page.
function goTo(key, place) {
  section = SECTIONS.find((candidate) => candidate.key === key);
  storeText(SECTION, key, TAB);
  say('');
  rebuild();
  draw();
  startAt($('#page h1'));
  arrivals.noticed();
  if (place && view.ready) startWhenReady(view, place);
  else if (place) startAtPlace(place);
}

function startAtPlace(place) {
  const target = $(place, $('#page'));
  if (!target) return;
  target.scrollIntoView({ block: 'center' });
  target.focus();
}

// Unless somebody has gone elsewhere meanwhile.
async function startWhenReady(awaited, place) {
  await awaited.ready;
  if (view === awaited && document.activeElement === $('#page h1')) startAtPlace(place);
}

// To the chapter of the guide about this section.
function helpLink() {
  const href = withBase(t('help.' + section.key));
  return el('a', { class: 'button small quiet', href, target: '_blank', rel: 'noopener' }, t('help'));
}

// Returns what resolves when the section is complete, if it is not at once.
function rebuild() {
  const isAtHeading = document.activeElement === $('#page h1');
  hasInput = false;
  view = section.build(desk);
  const lead = view.lead
    ? el('p', { class: 'soft' }, view.lead)
    : localized('p', 'lead.' + section.key, { class: 'soft' });
  const titles = el('div', {}, localized('h1', 'nav.' + section.key), lead);
  fill($('#page'), el('header', { class: 'page-head' }, titles, view.primary || null, helpLink()), view.node);
  translate($('#page'));
  if (isAtHeading) focusHeading($('#page h1'));
  return view.ready;
}

// The focus stays in the navigation if the keyboard was there.
function navigate(key) {
  const focusedId = document.activeElement && document.activeElement.id;
  goTo(key);
  if (focusedId === 'nav-' + key) $('#nav-' + key).focus();
}

// Phones use the address on the cards, whatever address opened this page (PROMISES, known traps).
function isExposed() {
  const { meeting } = desk;
  return Boolean(meeting) && (isPlainHttp(location) || isPlainHttp(new URL(meeting.url)));
}

function drawFrame() {
  const { meeting } = desk.state;
  drawPlainHttpLine(meeting && meeting.id, isExposed());
  drawLink(desk.state);
  document.title = t('title') + (meeting ? ' · ' + meeting.title : '');
  $('#rehearsal').hidden = !meeting || meeting.phase !== 'rehearsal';
  write($('#meeting'), meeting ? meeting.title : '');
}

function goToDeletion() {
  goTo('files');
  $('#delete-title').scrollIntoView({ block: 'center' });
  $('#delete-title').focus();
}

function draw() {
  drawFrame();
  navigation.draw(section);
  drawWarnings($('#warnings'), desk.meeting, goToDeletion);
}

$('#page').addEventListener('input', () => {
  hasInput = true;
  inputs += 1;
});
listenToLanguage(() => {
  redrawSentences(document);
  draw();
  if (section && (!hasInput || view.keepsInput)) rebuild();
});
window.addEventListener('beforeunload', (event) => {
  const isBusy = SECTIONS.some((candidate) => candidate.isBusy && candidate.isBusy());
  if (isBusy || (hasInput && section.key === 'document')) event.preventDefault();
});
translate(document);
draw();
pageStarted();
