// A whole mixed meeting, held by a client that shares no code with the product: `node meeting.js BASE ADMIN_KEY`.
// It counts everything itself, prints what is as documented, and fails at the first thing that is not.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { canonical, checkChain, checkSums, digest, text } from './archive.js';
import { Connection, Http } from './connection.js';
import { countMarks, Fraction, partScore, weighted } from './counting.js';

const DOCUMENT = JSON.parse(readFileSync(new URL('document.json', import.meta.url), 'utf8'));
const [COMMITTEE, DELEGATES] = DOCUMENT.groups;
const [ONSITE, WRITTEN, MOTION] = DOCUMENT.parts;
const WEIGHTS = ONSITE.form.items.map((item) => item.weight);
const VALUES = ['10', '8', '6', '3']; // of the words of the form `members`

// What every voter thinks, by rules that can be counted again
const onsiteRow = (voter, subject) => [1 + ((voter * 7 + subject * 3) % 10), voter % 4 ? 1 + ((voter * 3) % 10) : null];
const writtenRows = (voter) => [0, 1, 2].map((subject) => [subject === voter % 3 ? 0 : 1 + ((voter + subject) % 3)]);
const motionRows = (voter) => [[[0, 0, 0, 1, null][voter % 5]]];

const found = (fact) => console.log(`ok: ${fact}`);
const same = (actual, expected, fact) => {
  assert.deepEqual(actual, expected, fact);
  found(fact);
};
const state = (id, wanted) => (message) =>
  message.t === 'round' && message.id === id && message.state === wanted && !message.awaits_paper;

class Meeting {
  constructor(base, admin) {
    this.base = base;
    this.admin = new Http(base, admin);
  }

  async create() {
    const made = await this.admin.json('POST', '/api/meetings', DOCUMENT, 201);
    this.id = made.id;
    this.path = `/api/meetings/${made.id}`;
    this.subjects = made.subjects;
    this.http = new Http(this.base, made.keys.desk);
    const staff = ['chair', 'desk', 'screen'].map((role) => Connection.open(this.base, { role, key: made.keys[role] }));
    [this.chair, this.desk, this.screen] = await Promise.all(staff);
    same(this.screen.welcome.meeting.phase, 'rehearsal', 'a new meeting is in rehearsal');
  }

  ids(part) {
    return this.subjects.filter((subject) => subject.part === part.name).map((subject) => subject.id);
  }

  /** Tokens of `count` new cards of a group. */
  async issue(group, count, more) {
    const body = { group: group.name, count, ...more };
    return (await this.http.json('POST', `${this.path}/cards`, body, 201)).cards.map((card) => card.token);
  }

  /** Six members of the committee and nine delegates with phones, and two on paper. */
  async admit() {
    const recused = await this.issue(DELEGATES, 1, { recuse: this.ids(WRITTEN)[2] });
    const tokens = [...(await this.issue(COMMITTEE, 6)), ...(await this.issue(DELEGATES, 8)), ...recused];
    this.groups = tokens.map((_, voter) => (voter < 6 ? COMMITTEE : DELEGATES));
    [this.paper, this.spoiled, this.lost] = await this.issue(DELEGATES, 3);
    await this.http.json('POST', `${this.path}/void-cards`, { tokens: [this.lost] });
    const refused = await Connection.open(this.base, { role: 'voter', token: this.lost });
    same(refused.welcome.code, 'void_card', 'a lost card opens nothing');
    await this.http.json('POST', `${this.path}/phase`, { phase: 'live' });
    this.tokens = tokens;
    this.voters = await Promise.all(tokens.map((token) => Connection.open(this.base, { role: 'voter', token })));
    same(this.voters[0].welcome.meeting.title, DOCUMENT.title, 'cards admit phones');
  }

  async open(part, subjects = this.ids(part)) {
    const { round } = await this.chair.command('open', { part: part.name, subjects, seconds: null });
    await Promise.all([...this.voters, this.desk, this.screen].map((peer) => peer.next(state(round, 'open'))));
    return round;
  }

  /** Every ballot, as long as the round wants it, gets its receipt. */
  async castAll(round, ballots) {
    const answers = await Promise.all(this.voters.map((voter, i) => voter.cast(round, ballots[i])));
    assert.ok(
      answers.every((answer) => answer.t === 'receipt'),
      JSON.stringify(answers),
    );
  }

  /** Publish a closed round; its tally on the screen. */
  async publish(round) {
    await this.chair.command('publish', { round });
    return this.screen.next((message) => message.round === round && message.state === 'published');
  }

  byGroup(rows, groups = this.groups) {
    return [COMMITTEE, DELEGATES].map((group) => [group.weight, rows.filter((_, i) => groups[i] === group)]);
  }
}

/** A round for each person, right after the report; their scores. */
async function onsite(meeting) {
  const scores = [];
  for (const [index, subject] of meeting.ids(ONSITE).entries()) {
    const round = await meeting.open(ONSITE, [subject]);
    const rows = meeting.voters.map((_, voter) => onsiteRow(voter, index));
    const nonce = randomBytes(16);
    same((await meeting.voters[0].cast(round, [rows[0]], { nonce })).t, 'receipt', 'a ballot gets its receipt');
    same((await meeting.voters[0].cast(round, [rows[0]], { nonce })).t, 'receipt', 'a retry gets it again');
    same((await meeting.voters[0].cast(round, [[1, 1]])).code, 'already_voted', 'one ballot a card');
    same((await meeting.voters[1].cast(round, [[11, 1]])).code, 'bad_ballot', 'no mark beyond the scale');
    const others = meeting.voters.slice(1).map((voter, i) => voter.cast(round, [rows[i + 1]]));
    assert.ok((await Promise.all(others)).every((answer) => answer.t === 'receipt'));
    await meeting.chair.command('publish', { round }, 'stale');
    await meeting.chair.command('close', { round });
    const [tally] = (await meeting.publish(round)).subjects;
    ONSITE.form.items.forEach((item, i) => same(tally.items[i].counts, countMarks(rows, i, 1, 10), item.title));
    same(tally.items[1].abstained, rows.filter((row) => row[1] === null).length, 'abstentions');
    const score = partScore(meeting.byGroup(rows), WEIGHTS);
    same(tally.score, score.fixed(3), `score of ${tally.name}`);
    scores.push(score);
  }
  return scores;
}

/** One round on all, with a recusal, a limit, and paper after the phones have stopped; their scores. */
async function written(meeting) {
  const { chair, desk, screen, voters, groups } = meeting;
  const round = await meeting.open(WRITTEN);
  const ballots = voters.map((_, voter) => writtenRows(voter));
  ballots.at(-1)[2] = null;
  same((await voters[0].cast(round, [[0], [0], [1]])).code, 'bad_ballot', 'no more 优秀 than the limit');
  await meeting.castAll(round, ballots);
  await chair.command('close', { round, paper_pending: 2 });
  await desk.next((message) => message.t === 'round' && message.awaits_paper);
  const paper = writtenRows(1);
  same((await desk.paper(round, meeting.tokens[0], paper)).code, 'already_voted', 'no paper for a card that voted');
  same((await desk.paper(round, meeting.paper, paper)).t, 'receipt', 'a paper ballot');
  same((await desk.paper(round, meeting.spoiled, [], { spoiled: true })).t, 'receipt', 'a spoiled paper ballot');
  await screen.next(state(round, 'closed'));
  await meeting.publish(round);
  return [0, 1, 2].map((subject) => {
    const voted = [...ballots, paper].map((rows, i) => [rows[subject], [...groups, DELEGATES][i]]);
    const [rows, voters] = [0, 1].map((column) => voted.filter(([row]) => row).map((pair) => pair[column]));
    return partScore(meeting.byGroup(rows.map(([word]) => [VALUES[word]]), voters), ['1']); // prettier-ignore
  });
}

/** The share of the valid ballots that are for the motion. */
async function motion(meeting) {
  const round = await meeting.open(MOTION);
  const votes = meeting.voters.map((_, voter) => motionRows(voter));
  await meeting.castAll(round, votes);
  await meeting.chair.command('close', { round });
  const counts = countMarks(votes.flat(), 0, 0, 1);
  same((await meeting.publish(round)).subjects[0].items[0].counts, counts, 'votes on the motion');
  return Fraction.of(counts[0]).divided(Fraction.of(votes.length));
}

/** Log, fingerprint, record and archive belong together. Returns tally.json. */
async function certify({ http, path, id }) {
  await http.json('PUT', `${path}/attendance`, { present: 17, absent: 1 });
  await http.json('POST', `${path}/phase`, { phase: 'certified' });
  const tally = await http.json('GET', `${path}/tally.json`);
  const { log } = await http.json('GET', `${path}/log`);
  checkChain(id, log);
  const files = await http.archive(`${path}/bundle.zip`);
  checkSums(files);
  found(`${log.length} log entries continue each other, ${Object.keys(files).length} files are signed`);
  const { parts, rounds, reconciliation } = tally;
  const document = JSON.parse(text(files['meeting.json']));
  same(tally.fingerprint, digest(canonical({ document, parts, rounds, reconciliation })), 'fingerprint');
  const { generated, record, ...rest } = tally;
  const { additions } = await http.json('GET', path);
  const { chain } = log.filter((entry) => !['key', 'admit'].includes(entry.act)).at(-1);
  same(record, digest(canonical({ tally: rest, added: additions, log: chain })), `record of ${generated}`);
  return tally;
}

/** Final scores, ranks, the decision and the reconciliation against this client's own. */
function checkResults(tally, onsiteScores, writtenScores, share) {
  const results = new Map(tally.results.map((row) => [row.subject.name, row]));
  const parts = [onsiteScores, writtenScores].map((scores, i) => [scores, Fraction.of(DOCUMENT.parts[i].weight)]);
  const final = WRITTEN.subjects.map((_, i) =>
    weighted(parts.flatMap(([scores, w]) => (scores[i] ? [[scores[i], w]] : []))),
  );
  const scores = final.map((score) => score.fixed(3));
  WRITTEN.subjects.forEach(({ name }, i) => {
    same(results.get(name).score, scores[i], `final score of ${name}`);
    same(results.get(name).rank, 1 + scores.filter((score) => Number(score) > Number(scores[i])).length, 'rank');
  });
  const grade = share.over * 3n >= share.under * 2n ? '通过' : '未通过';
  same(results.get(MOTION.subjects[0].name).grade, grade, 'the motion is decided by its share');
  const { phone, paper, invalid } = tally.reconciliation.rounds[2];
  same([phone, paper, invalid], [15, 2, 1], 'phones, paper and spoiled ballots of the written round');
  same(tally.reconciliation.balanced, true, 'the reconciliation balances');
}

const meeting = new Meeting(...process.argv.slice(2));
await meeting.create();
await meeting.admit();
const onsiteScores = await onsite(meeting);
const writtenScores = await written(meeting);
const share = await motion(meeting);
checkResults(await certify(meeting), onsiteScores, writtenScores, share);
found('the meeting agrees');
process.exit();
