// What the projector shows for each view the chair picks. State in, {node, update} out; nothing here listens.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { columns, rows, groupsOf, toneOf } from '../shared/chart.js';
import { line, head, dateWords, clockBox, timerBox, figures, qrCode, fours, quorumLine, bandFor, grade, tallyTable, overview } from './parts.js';

function allSubjects(state) {
  return state.parts.reduce((all, part) => all.concat(part.entered ? [] : part.subjects.map((subject) => ({ subject, part }))), []);
}

// "第 3 位，共 18 位" counts within the part.
function placeOf(state, id) {
  const part = state.parts.find((each) => each.subjects.some((subject) => subject.id === id));
  if (!part) return '';
  return t('place', { n: part.subjects.findIndex((subject) => subject.id === id) + 1, total: part.subjects.length });
}

function plainAddress(url) { return url.replace(/^https?:\/\//, ''); }

// Join

function joinCard(group, join, alone) {
  const code = join.codes[group];
  return el('div', { class: 'join-card' }, alone ? null : el('h2', {}, group),
    qrCode(join.qr[group], t('qr', { group: alone ? '' : group, url: join.url, code })), el('p', { class: 'code' }, fours(code)));
}

function joinCards(join) {
  if (!join || !join.codes) return null;
  const groups = Object.keys(join.codes);
  return el('div', { class: 'join-cards n' + groups.length }, groups.map((group) => joinCard(group, join, groups.length === 1)),
    el('div', { class: 'join-foot' }, el('p', { class: 'address' }, plainAddress(join.url)), el('p', { class: 'about' }, t('join.type')),
      join.left !== null && join.left !== undefined ? el('p', { class: 'about', data: { left: 'code' } }) : null));
}

function steps(keys) { return el('ol', { class: 'steps' }, keys.map((key, i) => el('li', {}, el('span', { 'aria-hidden': 'true' }, i + 1), t(key)))); }

function attendance(meeting) {
  const said = [meeting.expected ? t('expected', { n: meeting.expected }) : '',
    meeting.present !== null && meeting.present !== undefined ? t('present', { n: meeting.present }) : ''];
  const quorum = quorumLine(meeting);
  return el('p', { class: 'right' }, line(said), quorum && line(said) ? t('join.dot') : '', quorum);
}

export function joinScene(state) {
  const { meeting, join, turnout } = state;
  const open = join && join.codes;
  const cards = meeting.admission === 'cards';
  const crowd = open && Object.keys(join.codes).length > 1;
  const title = cards ? 'cards.state' : open ? 'join.state' : 'join.closed';
  const how = cards ? ['step.wifi', 'step.card', 'step.in'] : open ? ['step.wifi', crowd ? 'step.scan.below' : 'step.scan', 'step.in'] : [];
  const address = cards ? el('div', { class: 'by-hand' }, el('p', { class: 'address' }, plainAddress((join && join.url) || meeting.url + '/v')), el('p', { class: 'about' }, t('cards.type'))) : null;
  const node = el('section', { class: 'scene join' + (crowd ? ' crowd' : '') },
    el('div', { class: 'join-main' }, el('div', {}, head(t(title), meeting.title, line([meeting.organisation, dateWords(meeting.date)])), steps(how), address), joinCards(join)),
    el('footer', { class: 'foot' }, figures([turnout ? turnout.joined : 0, (meeting.expected ? t('of', { n: meeting.expected }) + ' ' : '') + t('joined')]), attendance(meeting)));
  return { node };
}

// Agenda

function stateOfSubject(state, id) {
  const round = state.rounds.filter((each) => each.state !== 'voided').find((each) => each.subjects.some((subject) => subject.id === id));
  return round ? round.state : 'none';
}

export function agendaScene(state) {
  const all = allSubjects(state);
  const waiting = all.filter((each) => stateOfSubject(state, each.subject.id) === 'none');
  const chosen = all.find((each) => each.subject.id === state.view.subject);
  const reporting = waiting.filter((each) => each.subject.mode !== 'written');
  const now = chosen || reporting[0];
  const after = now ? all.slice(all.indexOf(now) + 1).find((each) => reporting.includes(each)) : null;
  const title = now ? head(t('agenda.now') + t('join.dot') + placeOf(state, now.subject.id), now.subject.name, line([now.subject.unit, now.subject.post]), timerBox(state.timer))
    : head(t('agenda'), t('agenda.done'), state.meeting.title);
  const part = now ? now.part : state.parts[0];
  const list = el('ol', { class: 'agenda n' + Math.ceil(part.subjects.length / 6) }, part.subjects.map((subject, i) => {
    const at = stateOfSubject(state, subject.id);
    const current = now && subject.id === now.subject.id;
    return el('li', { class: current ? 'current' : at, 'aria-current': current ? 'true' : null }, el('span', { class: 'place' }, i + 1), el('span', { class: 'name' }, subject.name),
      el('span', { class: 'about' }, current && at === 'none' ? t('agenda.now') : t(at === 'none' && subject.mode === 'written' ? 'written' : at)));
  }));
  return { node: el('section', { class: 'scene' }, title, list,
    el('footer', { class: 'foot' }, el('p', { class: 'figures' }, now ? (after ? t('agenda.next', { name: after.subject.name }) : t('agenda.last')) : ''), el('p', { class: 'right' }, part.name))) };
}

// Round

// The one subject a round's page is about: its only one, or the one the chair picked of several.
function focusOf(state, round) {
  return round.subjects.find((each) => each.id === state.view.subject) || (round.subjects.length === 1 ? round.subjects[0] : null);
}

function roundHead(state, round) {
  const subject = focusOf(state, round);
  const word = round.state === 'closed' && state.meeting.show === 'held' ? t('held') : t(round.state);
  if (!subject) return head(word, t('many', { part: round.part, n: round.subjects.length }), round.form.title, round.state === 'open' ? clockBox(round.left === null ? t('left.none') : t('left')) : null);
  const items = round.form.items.length === 1 ? round.form.items[0].title : round.form.title;
  return head(line([word, placeOf(state, subject.id)]), subject.name, line([subject.unit, items]),
    round.state === 'open' ? clockBox(round.left === null ? t('left.none') : t('left')) : null);
}

// null where the server no longer tells this round's turnout.
function turnoutOf(state, round) { return state.turnout && state.turnout.round === round.id ? state.turnout : null; }

function emptySubject(round) {
  const points = round.form.scale.choices ? round.form.scale.choices.length : round.form.scale.max - round.form.scale.min + 1;
  return { id: '', ballots: 0, abstained: 0, bands: {}, items: [{ counts: new Array(points).fill(0) }] };
}

function liveChart(round, subject) {
  const node = el('div', { class: 'live' });
  const chart = el('div', { class: 'chart' });
  const hidden = el('div', {});
  const update = (tally) => {
    if (!subject && tally) { fill(node, overview(round, tally)); return; }
    const counts = tally && tally.subjects.find((each) => each.id === subject.id);
    const groups = groupsOf(counts || emptySubject(round), round.form, round.bands);
    columns(chart, groups);
    fill(hidden, tallyTable((subject || round.subjects[0]).name, groups));
  };
  return { node: fill(node, chart, hidden), update };
}

function shareOf(turnout) { return turnout && turnout.issued ? Math.min(1, turnout.cast / turnout.issued) : 0; }

function turnoutFoot(subject, open) {
  const counted = el('strong', {});
  const cast = el('strong', {});
  const of = el('span', {});
  const bar = el('span', {});
  const words = el('p', { class: 'figures' }, counted, ' ' + t('counted') + t('join.dot'), cast, ' ', of, ' ' + t('cast'));
  const note = el('p', { class: 'right' });
  const node = el('footer', { class: 'foot' }, words, el('div', { class: 'bar' }, bar), note);
  return { node, update(turnout, tally) {
    write(counted, tally ? tally.counted : 0);
    write(cast, turnout ? turnout.cast : '–');
    write(of, t('of', { n: turnout ? turnout.issued : '–' }));
    bar.style.setProperty('--share', shareOf(turnout));
    const counts = tally && subject && tally.subjects.find((each) => each.id === subject.id);
    const base = counts ? t('base.all', { n: counts.ballots }) : t('shares.each');
    write(note, tally ? line([base, open ? t('steps') : '']) : t('first'));
  } };
}

function plainTurnout(key) {
  const cast = el('p', { class: 'huge' });
  const of = el('p', { class: 'huge-about' });
  const bar = el('span', {});
  const figure = el('div', {}, cast, of, el('div', { class: 'bar' }, bar));
  return { node: el('div', { class: 'middle' }, figure, key ? el('p', { class: 'huge-about' }, t(key)) : null), update(turnout) {
    figure.hidden = !turnout;
    if (!turnout) return;
    write(cast, turnout.cast);
    write(of, t('turnout', { cast: turnout.cast, issued: turnout.issued }));
    bar.style.setProperty('--share', shareOf(turnout));
  } };
}

const UNDER = { open: 'closed.show', first: 'first', closed: 'closed.text', voided: 'voided.text', published: null };

// Bars grow while the vote is open only in `live`; what was seen once stays until the chair goes on.
function showsBars(state, round) {
  if (round.state === 'open') return state.meeting.show === 'live';
  const seen = round.state === 'published' || (round.state === 'closed' && state.meeting.show === 'live');
  return seen && state.tallies.some((tally) => tally.round === round.id);
}

export function roundScene(state) {
  const round = state.round;
  if (!round) return { node: el('section', { class: 'scene' }, head(t('none'), state.meeting.title, line([state.meeting.organisation, dateWords(state.meeting.date)])), el('div', { class: 'middle' }, el('p', { class: 'huge-about' }, t('none.text')))) };
  const subject = focusOf(state, round);
  const counted = state.tallies.some((tally) => tally.round === round.id);
  const live = showsBars(state, round) && Boolean(subject || counted);
  const chart = live ? liveChart(round, subject) : null;
  const middle = live ? chart : plainTurnout(round.state === 'closed' && state.meeting.show === 'held' ? 'held.text' : UNDER[round.state === 'open' && state.meeting.show === 'live' ? 'first' : round.state]);
  const foot = live ? turnoutFoot(subject, round.state === 'open') : null;
  const node = el('section', { class: 'scene round' + (live && !subject ? ' tight' : '') }, roundHead(state, round), middle.node, foot && foot.node);
  const update = (now) => {
    const tally = now.tallies.find((each) => each.round === round.id) || null;
    middle.update(live ? tally : turnoutOf(now, round));
    if (foot) foot.update(turnoutOf(now, round), tally);
  };
  update(state);
  return { node, update };
}

// Result

function itemList(subject, form) {
  if (form.items.length < 2) return null;
  const titles = {};
  form.items.forEach((item) => { titles[item.key] = item.title; });
  return el('ul', { class: 'item-means' }, subject.items.map((item) => el('li', {}, el('span', {}, titles[item.key]), el('strong', {}, item.mean === null ? '–' : item.mean))));
}

function meanCard(subject, round) {
  const none = subject.score === null;
  return el('div', { class: 'mean-card' }, el('p', { class: 'mean' }, none ? '–' : subject.score),
    none ? null : grade(bandFor(subject.score, round.bands), round.bands),
    el('p', { class: 'about' }, subject.ballots ? t('base', { n: subject.ballots }) : t('nobody')),
    subject.abstained ? el('p', { class: 'about' }, t('abstained', { n: subject.abstained })) : null);
}

function shares(groups, ballots) {
  return el('p', { class: 'figures' }, groups.map((group) => el('span', { class: 'share' }, el('span', { class: group.tone }, group.name), ' ', el('strong', {}, group.share))), el('span', { class: 'nowrap' }, t('shares', { n: ballots })));
}

function reveal(state, round, tally, named) {
  const subject = tally.subjects.find((each) => each.id === named.id);
  const groups = groupsOf(subject, round.form, round.bands);
  const turnout = turnoutOf(state, round);
  const items = round.form.items.length === 1 ? round.form.items[0].title : round.form.title;
  const right = turnout && turnout.issued ? t('returned', { issued: turnout.issued, cast: turnout.cast }) : t('collected', { cast: tally.ballots });
  return el('section', { class: 'scene result' }, head(line([t('published'), placeOf(state, named.id)]), named.name, line([named.unit, items])),
    el('div', { class: 'reveal' }, meanCard(subject, round), el('div', { class: 'chart' }, rows(groups), itemList(subject, round.form)), tallyTable(named.name, groups)),
    el('footer', { class: 'foot' }, shares(groups, subject.ballots), el('p', { class: 'right' }, right)));
}

// The round a result is asked of: the subject's, else the latest published.
export function resultRound(state) {
  const published = state.rounds.filter((round) => round.state === 'published');
  const asked = published.filter((round) => round.subjects.some((subject) => subject.id === state.view.subject));
  if (state.view.subject) return asked[asked.length - 1] || null;
  return published[published.length - 1] || null;
}

export function resultScene(state) {
  const round = resultRound(state);
  const tally = round && state.tallies.find((each) => each.round === round.id && each.state === 'published');
  if (!tally) return { node: el('section', { class: 'scene' }, head(t('unpublished'), state.meeting.title, ''), el('div', { class: 'middle' }, el('p', { class: 'huge-about' }, t('closed.text')))) };
  const named = focusOf(state, round);
  if (named) return { node: reveal(state, round, tally, named) };
  return { node: el('section', { class: 'scene tight' }, head(t('published'), t('many', { part: round.part, n: round.subjects.length }), round.form.title), overview(round, tally),
    el('footer', { class: 'foot' }, el('p', { class: 'right' }, t('shares.each')))) };
}

// Ranking

function rankRow(result, bands) {
  const name = result.decided ? result.decided.grade : result.grade;
  return el('tr', {}, el('td', { class: 'rank' }, result.rank === null ? '–' : result.rank), el('th', { scope: 'row' }, result.subject.name), el('td', { class: 'about' }, result.subject.unit),
    el('td', { class: 'number strong' }, result.score === null ? '–' : result.score), el('td', { class: toneOf(name || '', bands) }, name || '–'));
}

function rankTable(results, bands) {
  return el('table', { class: 'ranking' }, el('caption', { class: 'hidden-text' }, t('ranking')),
    el('thead', {}, el('tr', {}, ['rank', 'subject', 'unit', 'final', 'grade'].map((key) => el('th', { scope: 'col', class: key === 'final' ? 'number' : '' }, t(key))))),
    el('tbody', {}, results.map((result) => rankRow(result, bands))));
}

export function rankingScene(state) {
  const results = (state.results || []).slice().sort((a, b) => (a.rank || 1e9) - (b.rank || 1e9));
  const bands = state.rounds.length ? state.rounds[state.rounds.length - 1].bands : [];
  const top = head(line([state.meeting.organisation, dateWords(state.meeting.date)]), t('ranking'), state.meeting.title);
  if (!results.length) return { node: el('section', { class: 'scene' }, top, el('div', { class: 'middle' }, el('p', { class: 'huge-about' }, t('ranking.none')))) };
  const half = results.length > 10 ? Math.ceil(results.length / 2) : results.length;
  const tables = [results.slice(0, half), results.slice(half)].filter((part) => part.length);
  return { node: el('section', { class: 'scene' }, top, el('div', { class: 'boards n' + Math.ceil(half / 6) }, tables.map((part) => rankTable(part, bands))),
    el('footer', { class: 'foot' }, el('p', { class: 'right' }, t('grade.note')))) };
}

export function blankScene(state) { return { node: el('section', { class: 'scene blank' }, el('h1', { class: 'hidden-text' }, state.meeting.title)) }; }
