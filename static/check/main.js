// 自检: whether this device reaches the server well and keeps what is typed. Reports what failed; casts nothing.
import { withBase } from '../shared/base.js';
import { $, el, fill, pageStarted, write } from '../shared/dom.js';
import { t, use, listenToLanguage, suggestLang, translate } from '../shared/i18n.js';
import { connect } from '../shared/socket.js';
import { deviceId, identity } from '../voter/storage.js';
import { isForgetful, remove, write as store } from '../voter/stored_values.js';
import { TRIPS, faultsOf, findingsOf, isComplete } from './findings.js';
import { words } from './messages.js';

const SIGNS = { fine: '✓', fault: '!', note: 'i', wait: '…' };
const DESK_KEY = /^[A-Z2-7]{32}$/;

const deskKey = takeKey();
const measured = {
  isOnline: null,
  wasLost: false,
  title: '',
  trips: [],
  page: location.origin + withBase(''),
  cards: null,
  skew: null,
  keeps: isStorageOpen(),
  isStranger: hello() === null,
};
let refused = false;
let reported = null; // what the server has been told, then true once it has answered

// The desk's link carries its key; it stays neither in the address nor in storage.
function takeKey() {
  const key = location.hash.slice(1);
  if (key) history.replaceState(history.state, '', location.pathname);
  return DESK_KEY.test(key) ? key : null;
}

function isStorageOpen() {
  const isStored = store('pingyi.probe', 1);
  remove('pingyi.probe');
  return isStored && !isForgetful();
}

function hello() {
  const message = { t: 'hello', v: 1, role: deskKey ? 'desk' : 'voter' };
  if (deskKey) return Object.assign(message, { key: deskKey });
  const { token, join } = identity();
  if (token) return Object.assign(message, { token });
  return join ? Object.assign(message, { join, device: deviceId() }) : null;
}

function receive(message) {
  if (message.t === 'welcome') {
    if (reported !== true) reported = null;
    Object.assign(measured, { title: message.meeting.title, cards: message.meeting.url, trips: [] });
    suggestLang(message.meeting.language);
    translate(document);
  } else if (message.t === 'online') Object.assign(measured, { isOnline: true, fault: null });
  else if (message.t === 'blocked') measured.fault = message.fault;
  else if (message.t === 'offline') {
    measured.wasLost = measured.wasLost || measured.isOnline === true;
    measured.isOnline = false;
  } else if (message.t === 'ended' || (message.t === 'refused' && message.code !== 'busy')) refused = true;
  draw();
}

// Ten round trips one after the other, then the report, which is answered like a ping.
function tripMeasured(ms) {
  if (reported === true) return;
  if (reported) reported = true;
  else if (measured.trips.length < TRIPS) measured.trips.push(ms);
  if (measured.trips.length < TRIPS) connection.ping();
  else report();
  draw();
}

function report() {
  const findings = findingsOf(measured);
  if (reported || !isComplete(findings) || measured.skew === null) return;
  reported = faultsOf(findings).map(({ code }) => code);
  if (!deskKey) connection.send({ t: 'check', failed: reported });
}

// The server states its time in whole seconds.
async function measureClock() {
  const start = Date.now();
  try {
    const response = await fetch(withBase('/check'), { method: 'HEAD', cache: 'no-store' });
    const theirs = Date.parse(response.headers.get('Date')) + 500;
    measured.skew = ((start + Date.now()) / 2 - theirs) / 1000;
  } catch (e) {
    setTimeout(measureClock, 2000);
  }
  report();
  draw();
}

function findingNode({ title, key, values, sign }) {
  return el(
    'li',
    { class: 'finding', data: { sign } },
    el('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[sign]),
    el('div', {}, el('strong', {}, t(title)), t(key, values)),
  );
}

// {verdict, title, advice}.
function verdictOf(findings) {
  const n = faultsOf(findings).length;
  if (refused) return { verdict: 'faults', title: t('refused'), advice: t('refused.text') };
  if (measured.fault)
    return { verdict: 'faults', title: t('blocked.title'), advice: t('blocked', { fault: measured.fault }) };
  if (measured.isStranger) return { verdict: 'faults', title: t('stranger'), advice: t('stranger.text') };
  if (!isComplete(findings)) return { verdict: 'wait', title: t('checking'), advice: '' };
  return { verdict: n ? 'faults' : 'fine', title: n ? t('faults', { n }) : t('fine'), advice: '' };
}

function draw() {
  const findings = findingsOf(measured);
  const { verdict, title, advice } = verdictOf(findings);
  document.title = t('page') + (measured.title ? ' · ' + measured.title : '');
  $('#verdict').dataset.verdict = verdict;
  write($('#verdict'), title);
  write($('#advice'), advice);
  fill($('#findings'), findings.map(findingNode));
  write($('#reported'), reported === true && !deskKey ? t('reported') : '');
  $('#back').hidden = Boolean(deskKey);
}

use(words);
translate(document);
listenToLanguage(draw);
$('#again').addEventListener('click', () => location.reload());
// Where nothing can be stored, only the entry before this one knows the phone's code.
$('#back').addEventListener('click', () => (history.length > 1 ? history.back() : location.assign(withBase('/v'))));
// Both entries belong to one document then.
window.addEventListener('popstate', () => location.reload());
const connection = connect(hello, receive, tripMeasured);
measureClock();
draw();
pageStarted();
