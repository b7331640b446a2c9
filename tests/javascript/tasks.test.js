import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSectionDone, nextTask, tasksOf, toRemember } from '../../static/desk/tasks.js';

const subject = (id) => ({ id, name: id, label: id, mode: 'onsite' });
const PART = { name: '上述', entered: false, groups: ['全体'], subjects: ['s1', 's2'].map(subject) };
const RECONCILIATION = { expected: 8, present: null, absent: null, balanced: true, problems: [], rounds: [] };
const NOBODY = { expected: null, present: null, absent: null, balanced: true, problems: [], rounds: [] };
const PRESENT = { expected: 8, present: 6, absent: 2, balanced: true, problems: [], rounds: [] };
const result = (id, grade, decided) => ({
  ids: [id],
  grade,
  decided: decided || null,
  undecided: !decided,
  votes: null,
  awaits: [],
});
const voted = (id, grade) => ({ ...result(id, grade), votes: { count: 5 }, undecided: false });
const closed = (...ids) => ({ id: 'r-' + ids[0], state: 'published', subjects: ids.map(subject), shows_tally: true });
const open = (id, more) => Object.assign({ id: 'r-' + id, state: 'open', subjects: [subject(id)] }, more);

// A meeting in a phase, where rounds are as given; changes of the API's answer and of the state.
function facts(phase, { rounds = [], meeting = {}, state = {}, marks = {}, doc = {} } = {}) {
  const states = {};
  rounds
    .filter((round) => round.state !== 'voided')
    .forEach((round) => round.subjects.forEach(({ id }) => (states[id] = round.state)));
  const parts = state.parts || [PART];
  const waiting = parts
    .filter((part) => !part.entered)
    .flatMap((part) => part.subjects.filter(({ id }) => !states[id]));
  const groups = doc.groups || [{ name: '全体' }];
  return {
    marks,
    meeting: Object.assign(
      {
        phase,
        rounds,
        subjects: parts.flatMap((part) => part.subjects.map((each) => ({ ...each, part: part.name }))),
        document: Object.assign({ admission: 'open', show: 'live', groups, parts }, doc),
        cards: [],
        additions: { entered: {}, decisions: {} },
        grades: ['好', '差'],
        reconciliation: RECONCILIATION,
      },
      meeting,
    ),
    state: Object.assign(
      {
        parts,
        rounds,
        progress: { states, upcoming: waiting.slice(0, 1).map(({ id }) => id) },
        results: null,
        outcomes: null,
        pages: null,
        turnout: null,
        record: null,
      },
      state,
    ),
  };
}

const nextOf = (given) => nextTask(given, tasksOf(given)).key;
const statuses = (given) => Object.fromEntries(tasksOf(given).map(({ key, status }) => [key, status]));
const ROUNDS = [closed('s1'), closed('s2')];
const GRADED = {
  results: [result('s1', '好', { grade: '好', reason: '' }), result('s2', '好', { grade: '好', reason: '' })],
};

test('a new meeting begins with its roster and goes on to the real meeting step by step', () => {
  const marks = {};
  const at = (more) => nextOf(facts('rehearsal', { marks, ...more }));
  assert.equal(at(), 'roster');
  marks.roster = true;
  assert.equal(at(), 'links');
  assert.equal(at({ state: { pages: { chair: true, screen: false } } }), 'links');
  assert.equal(at({ state: { pages: { chair: true, screen: true } } }), 'rehearsal');
  marks.links = true;
  assert.equal(at({ meeting: { reconciliation: { ...RECONCILIATION, rounds: [{ phone: 3, paper: 0 }] } } }), 'live');
  marks.rehearsal = 'skipped';
  assert.equal(at(), 'live');
});

test('cards are printed for every group that votes, where they admit people', () => {
  const doc = { admission: 'cards', groups: [{ name: 'A' }, { name: 'B' }, { name: '列席' }] };
  const parts = [{ ...PART, groups: ['A', 'B'] }];
  const at = (...cards) => facts('rehearsal', { marks: { roster: true }, doc, state: { parts }, meeting: { cards } });
  const batch = (group, count, voided) => ({ group, count, void: voided });
  assert.equal(nextOf(at()), 'cards');
  assert.deepEqual(tasksOf(at(batch('A', 5, 0))).find(({ key }) => key === 'cards').values, { names: ['B'] });
  assert.equal(nextOf(at(batch('A', 5, 0), batch('B', 5, 5))), 'cards');
  assert.equal(nextOf(at(batch('A', 5, 0), batch('B', 5, 4))), 'links');
  assert.equal(statuses(facts('rehearsal')).cards, 'unneeded');
});

test('what was left out before the meeting is not asked for in it, but cards are as long as nobody has voted', () => {
  const { roster, links, rehearsal, live } = statuses(facts('live'));
  assert.deepEqual([roster, links, rehearsal, live], ['unneeded', 'unneeded', 'unneeded', 'done']);
  assert.equal(nextOf(facts('live', { doc: { admission: 'cards' } })), 'cards');
  const later = facts('live', { doc: { admission: 'cards' }, rounds: [closed('s1')] });
  assert.equal(statuses(later).cards, 'unneeded');
});

test('attendance is asked for where people are expected, before the first round and between rounds', () => {
  assert.equal(nextOf(facts('live')), 'attendance');
  assert.equal(nextOf(facts('live', { rounds: [closed('s1')] })), 'attendance');
  assert.equal(nextOf(facts('live', { rounds: [open('s1')] })), 'voting');
  assert.equal(nextOf(facts('live', { meeting: { reconciliation: NOBODY } })), 'waiting');
  const awaited = { ...result('s1', null), awaits: ['present'], votes: {} };
  assert.equal(
    nextOf(facts('live', { meeting: { reconciliation: NOBODY }, state: { results: [awaited] } })),
    'attendance',
  );
  assert.equal(
    statuses(facts('rehearsal', { meeting: { reconciliation: PRESENT } })).attendance,
    'todo',
    'a rehearsal has none',
  );
});

test('an open round comes before everything, and paper ballots that it waits for are entered', () => {
  for (const phase of ['rehearsal', 'live']) {
    assert.equal(nextOf(facts(phase, { rounds: [open('s1')] })), 'voting');
    const waiting = facts(phase, { rounds: [open('s1', { paper_pending: 3 })] });
    assert.equal(nextOf(waiting), 'paper');
    assert.deepEqual(nextTask(waiting, tasksOf(waiting)).values, { n: 3 });
  }
});

test('between rounds the desk waits for the chair, or for what keeps a round back', () => {
  const known = { meeting: { reconciliation: PRESENT } };
  assert.equal(nextOf(facts('live', { ...known, rounds: [closed('s1')] })), 'waiting');
  const few = { ...closed('s1'), state: 'closed', too_few: true, shows_tally: false };
  assert.equal(nextOf(facts('live', { ...known, rounds: [few] })), 'few');
  const skipped = facts('live', { ...known, rounds: [closed('s1')], marks: { rounds: 's2' }, state: GRADED });
  assert.equal(nextOf(skipped), 'certify', 'the rest of the agenda was left out');
  const grown = facts('live', { ...known, rounds: [closed('s1')], marks: { rounds: 's9' }, state: GRADED });
  assert.equal(nextOf(grown), 'waiting', 'another agenda than the one left out');
});

test('after the last round: publish, enter scores, balance, merge names, decide, certify', () => {
  const at = (more) => nextOf(facts('live', { rounds: ROUNDS, meeting: { reconciliation: PRESENT }, ...more }));
  const held = ROUNDS.map((round) => ({ ...round, state: 'closed', shows_tally: false }));
  assert.equal(at({ rounds: held, doc: { show: 'held' } }), 'publish');
  const entered = { name: '日常', entered: true, groups: [], subjects: [subject('s3')] };
  assert.equal(at({ state: { parts: [PART, entered], ...GRADED } }), 'entered');
  const scored = { reconciliation: PRESENT, additions: { entered: { s3: { score: '8' } }, decisions: {} } };
  assert.equal(at({ state: { parts: [PART, entered], ...GRADED }, meeting: scored }), 'certify');
  assert.equal(at({ meeting: { reconciliation: { ...PRESENT, problems: ['少 1'] } } }), 'check');
  const outcome = { grade: '当选', open: 0, again: null };
  const written = { part: '上述', outcome, write_ins: [{ name: '王五' }, { name: '王伍' }] };
  assert.equal(at({ state: { ...GRADED, outcomes: [written] } }), 'writeins');
  assert.equal(at({ state: { ...GRADED, outcomes: [written] }, marks: { writeins: true } }), 'certify');
  const vacant = { ...written, outcome: { ...outcome, open: 1 } };
  assert.equal(at({ state: { ...GRADED, outcomes: [vacant] } }), 'runoff');
  assert.equal(
    at({ state: { ...GRADED, outcomes: [vacant] }, marks: { runoff: 'skipped', writeins: true } }),
    'certify',
  );
  const undecided = { results: [result('s1', '好'), result('s2', '差')] };
  assert.equal(at({ state: undecided }), 'decide');
  assert.equal(at({ state: undecided, marks: { decide: 'later' } }), 'certify');
  assert.equal(at({ state: GRADED }), 'certify');
});

test('a certified meeting is printed and signed, archived, and decided if that was put off', () => {
  const at = (marks, state) =>
    nextOf(
      facts('certified', {
        rounds: ROUNDS,
        meeting: { reconciliation: PRESENT },
        marks,
        state: { ...GRADED, ...state },
      }),
    );
  assert.equal(at({}, { record: 'aa' }), 'papers');
  assert.equal(at({ papers: true }, { record: 'aa' }), 'archive');
  assert.equal(at({ papers: true, archive: 'aa' }, { record: 'aa' }), 'finished');
  assert.equal(at({ papers: true, archive: 'aa' }, { record: 'bb' }), 'archive', 'a later decision is not in it');
  const undecided = { record: 'aa', results: [result('s1', '好')] };
  assert.equal(at({ papers: true, archive: 'aa', decide: 'later' }, undecided), 'decide');
});

test('while grades are being saved nothing is made of them', () => {
  const saved = { record: 'bb', results: [result('s1', '好', '好')] };
  const more = { rounds: ROUNDS, meeting: { reconciliation: PRESENT }, state: { ...GRADED, ...saved } };
  const given = facts('certified', { ...more, marks: { papers: true, archive: 'aa' } });
  assert.equal(nextOf(given), 'archive');
  assert.equal(nextOf({ ...given, isSaving: true }), 'saving');
});

test('votes decide by themselves: an election asks nobody to decide grades', () => {
  const part = { ...PART, decide: { rules: [] } };
  const state = { parts: [part], results: [voted('s1', '当选')] };
  const given = facts('live', { rounds: ROUNDS, meeting: { reconciliation: PRESENT }, state });
  assert.equal(statuses(given).decide, 'unneeded');
  assert.equal(nextOf(given), 'certify');
});

test('in a meeting with votes and scores only the scores ask for a decision', () => {
  const results = [voted('s1', '通过'), result('s2', '好')];
  const parts = [
    { ...PART, decide: { rules: [] } },
    { ...PART, name: '测评', subjects: [subject('s2')] },
  ];
  const given = facts('live', { rounds: ROUNDS, meeting: { reconciliation: PRESENT }, state: { parts, results } });
  assert.equal(nextOf(given), 'decide');
  assert.deepEqual(tasksOf(given).find(({ key }) => key === 'decide').values, { n: 1, all: 1 });
});

test('a meeting of entered parts alone waits for no round', () => {
  const entered = { name: '日常', entered: true, groups: [], subjects: [subject('s1')] };
  const given = facts('live', { meeting: { reconciliation: NOBODY }, state: { parts: [entered] } });
  assert.equal(statuses(given).rounds, 'unneeded');
  assert.equal(nextOf(given), 'entered');
  const at = (grades, decisions) => {
    const additions = { entered: { s1: { score: '8' } }, decisions };
    return nextOf(
      facts('live', { meeting: { reconciliation: NOBODY, additions, grades }, state: { parts: [entered] } }),
    );
  };
  assert.equal(at(['好', '差'], {}), 'decide', 'its results are in no message');
  assert.equal(at(['好', '差'], { s1: { grade: '好' } }), 'certify');
  assert.equal(at([], {}), 'certify', 'there is no grade to decide');
});

test('what can be seen only in the rehearsal is remembered, once', () => {
  const rounds = [{ phone: 1, paper: 0 }];
  const given = (phase, marks) =>
    facts(phase, { marks, rounds: [closed('s1')], meeting: { reconciliation: { ...RECONCILIATION, rounds } } });
  const remembered = (one) => toRemember(one, tasksOf(one));
  assert.deepEqual(remembered(given('rehearsal', {})), ['links', 'rehearsal']);
  assert.deepEqual(remembered(given('rehearsal', { links: true, rehearsal: 'skipped' })), []);
  assert.deepEqual(remembered(given('live', {})), []);
  assert.deepEqual(remembered(facts('rehearsal')), []);
});

test('a rehearsal shows no figures for tasks that are still to come', () => {
  const given = facts('rehearsal', { rounds: ROUNDS, meeting: { reconciliation: { ...PRESENT, problems: ['x'] } } });
  const values = Object.fromEntries(tasksOf(given).map((one) => [one.key, one.values]));
  assert.deepEqual([values.rounds, values.check, values.decide], [{}, {}, {}]);
  assert.deepEqual([statuses(given).rounds, statuses(given).check], ['todo', 'todo']);
});

test('a section is done when everything is that it has to do, and not while it has nothing to do', () => {
  const done = (given, section) => isSectionDone(tasksOf(given), section);
  const doc = { admission: 'cards', groups: [{ name: 'A' }, { name: 'B' }] };
  const parts = [{ ...PART, groups: ['A', 'B'] }];
  const printed = (...groups) => ({
    cards: groups.map((group) => ({ group, count: 5, void: 0 })),
  });
  const before = (...groups) => facts('rehearsal', { doc, state: { parts }, meeting: printed(...groups) });
  assert.equal(done(before('A'), 'cards'), false, 'a group has none');
  assert.equal(done(before('A', 'B'), 'cards'), true);
  assert.equal(done(facts('rehearsal'), 'cards'), false, 'phones need none');
  assert.equal(done(facts('live', { rounds: [closed('s1')] }), 'live'), false, 'somebody is still to be voted on');
  assert.equal(done(facts('live', { rounds: ROUNDS }), 'live'), true);
  const balanced = { reconciliation: PRESENT };
  assert.equal(
    done(facts('live', { rounds: ROUNDS, meeting: balanced, state: GRADED }), 'check'),
    false,
    'not certified',
  );
  assert.equal(done(facts('certified', { rounds: ROUNDS, meeting: balanced, state: GRADED }), 'check'), true);
});

test('whoever was not voted on is counted after the certification', () => {
  const counts = { round: 'r-s1', valid: 6, paper: 0 };
  const balanced = { reconciliation: { ...PRESENT, rounds: [counts] } };
  const check = (rounds) =>
    tasksOf(facts('certified', { rounds, meeting: balanced })).find(({ key }) => key === 'check').values;
  assert.deepEqual(check([closed('s1')]), { voteless: 1 });
  assert.deepEqual(check([closed('s1', 's2')]), { voteless: 0 });
});
