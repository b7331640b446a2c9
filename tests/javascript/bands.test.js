import assert from 'node:assert/strict';
import { test } from 'node:test';
import { basisOf, groupsOf, marksOf, percent, toneOf } from '../../static/shared/bands.js';

const BANDS = [
  ['好', '9'],
  ['较好', '7'],
  ['一般', '5'],
  ['差', '1'],
];
const points = { scale: { min: 1, max: 10 }, items: [{}] };

test('a band has the colours of its name, whatever its place', () => {
  assert.equal(toneOf('差', [['差', '1']]), 'poor');
  assert.deepEqual(
    BANDS.map((band) => toneOf(band[0], BANDS)),
    ['good', 'fair', 'mid', 'poor'],
  );
});

test('bands with other names have colours by their place', () => {
  const three = [['优秀'], ['合格'], ['不合格']];
  assert.deepEqual(
    three.map((band) => toneOf(band[0], three)),
    ['good', 'mid', 'poor'],
  );
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name]);
  assert.deepEqual(
    six.map((band) => toneOf(band[0], six)),
    ['good', 'good', 'fair', 'mid', 'mid', 'poor'],
  );
});

test('the marks of a scale of points run from the best, each in its band and with its place in the counts', () => {
  const marks = marksOf(points, BANDS);
  assert.deepEqual(
    marks.map((one) => one.mark),
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
  );
  assert.deepEqual(marks[0], { mark: 10, label: '10', band: '好', tone: 'good', at: 9 });
  assert.deepEqual(marks[6], { mark: 4, label: '4', band: '差', tone: 'poor', at: 3 });
});

test('a mark below every floor is in the lowest band', () => {
  const marks = marksOf(points, [
    ['好', '9'],
    ['差', '5'],
  ]);
  assert.equal(marks[marks.length - 1].band, '差');
});

test('the marks of a scale of choices are the choices', () => {
  const marks = marksOf({ scale: { choices: [['满意'], ['不满意']] } }, []);
  assert.deepEqual(
    marks.map((one) => [one.mark, one.label, one.band, one.tone]),
    [
      [0, '满意', '满意', 'good'],
      [1, '不满意', '不满意', 'poor'],
    ],
  );
});

test('a share is rounded half up to one decimal', () => {
  assert.equal(percent(1, 3), '33.3%');
  assert.equal(percent(2, 3), '66.7%');
  assert.equal(percent(1, 2000), '0.1%');
  assert.equal(percent(1, 2001), '0.0%');
  assert.equal(percent(5, 5), '100.0%');
  assert.equal(percent(0, 0), '–');
});

test('a subject with too few ballots to trim has the plain mean', () => {
  const tally = { basis: 'trimmed', trim: 2 };
  assert.equal(basisOf(tally, { ballots: 6 }), 'mean');
  assert.equal(basisOf(tally, { ballots: 7 }), 'trimmed');
  assert.equal(basisOf({ basis: 'weighted' }, { ballots: 1 }), 'weighted');
});

test('a form of one item shows every point, in its band', () => {
  const subject = { ballots: 4, items: [{ counts: [0, 0, 0, 0, 0, 0, 0, 1, 1, 2] }], bands: { 好: 3, 较好: 1 } };
  const groups = groupsOf(subject, points, BANDS);
  assert.deepEqual(
    groups.map((group) => [group.name, group.count, group.share]),
    [
      ['好', 3, '75.0%'],
      ['较好', 1, '25.0%'],
      ['一般', 0, '0.0%'],
      ['差', 0, '0.0%'],
    ],
  );
  assert.deepEqual(
    groups[0].bars.map((bar) => [bar.label, bar.count, bar.share]),
    [
      ['10', 2, '50.0%'],
      ['9', 1, '25.0%'],
    ],
  );
});

test('a form of several items shows one bar for each band', () => {
  const form = { scale: { min: 1, max: 10 }, items: [{}, {}] };
  const groups = groupsOf({ ballots: 2, items: [{}, {}], bands: { 好: 2 } }, form, BANDS);
  assert.deepEqual(groups[0].bars, [{ label: '好', tone: 'good', count: 2, share: '100.0%' }]);
  assert.equal(groups[1].bars.length, 1);
});
