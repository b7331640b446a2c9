import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeMark, marksOf, shareText, toneOf } from '../../static/shared/bands.js';
import { groupsOf } from '../../static/shared/chart.js';

const BANDS = [
  ['好', '9'],
  ['较好', '7'],
  ['一般', '5'],
  ['差', '1'],
];
const bandOf = (mark) => BANDS.find((band) => mark >= Number(band[1]))[0];
const points = {
  form: { scale: { min: 1, max: 10 }, items: [{}] },
  bands: BANDS,
  scale_of: [0],
  scales: [
    {
      marks: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((mark) => [mark, String(mark), bandOf(mark)]),
      step: '1',
    },
  ],
};

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

test('the marks of points run from the best, each with its place in the counts', () => {
  const marks = marksOf(points);
  assert.deepEqual(
    marks.map((one) => one.mark),
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
  );
  assert.deepEqual(marks[0], { mark: 10, label: '10', band: '好', tone: 'good', at: 9 });
  assert.deepEqual(marks[6], { mark: 4, label: '4', band: '差', tone: 'poor', at: 3 });
});

test('labels and bands are the ones of the message, whatever the floors say', () => {
  const scales = [{ marks: [[17, '8.5', '好']], step: '0.5' }];
  const [mark] = marksOf({ form: points.form, bands: BANDS, scales, scale_of: [0] });
  assert.deepEqual(mark, { mark: 17, label: '8.5', band: '好', tone: 'good', at: 0 });
});

test('choices keep the order of the form', () => {
  const words = [
    [0, '满意', '满意'],
    [1, '不满意', '不满意'],
  ];
  assert.deepEqual(
    marksOf({ bands: [], scales: [{ marks: words }], scale_of: [0] }).map((one) => [
      one.mark,
      one.label,
      one.tone,
      one.at,
    ]),
    [
      [0, '满意', 'good', 0],
      [1, '不满意', 'poor', 1],
    ],
  );
});

test('each item has the marks of its own scale, and a long scale none that are listed', () => {
  const long = {
    marks: null,
    low: 0,
    high: 200,
    step: '0.5',
    decimals: 1,
    bands: [
      [180, '好'],
      [0, '差'],
    ],
  };
  const round = Object.assign({}, points, { scales: [points.scales[0], long], scale_of: [0, 1, 0] });
  assert.equal(marksOf(round, 2).length, 10);
  assert.deepEqual(marksOf(round, 1), []);
  assert.deepEqual(describeMark(round, 1, 181), { mark: 181, label: '90.5', band: '好', tone: 'good' });
  assert.equal(describeMark(round, 1, 179).band, '差');
  assert.equal(describeMark(round, 0, 9).at, 8);
});

test('a share without a base is a dash', () => {
  assert.equal(shareText('0.0'), '0.0%');
  assert.equal(shareText(null), '–');
});

const item = { counts: [0, 0, 0, 0, 0, 0, 0, 1, 1, 2], shares: [...Array(7).fill('0.0'), '25.0', '25.0', '50.0'] };
const counted = {
  bands: { 好: 3, 较好: 1 },
  shares: { 好: '75.0', 较好: '25.0', 一般: '0.0', 差: '0.0' },
  items: [item],
};

test('a form of one item shows every point, in its band, with the shares of the message', () => {
  const groups = groupsOf(counted, points);
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
  const round = Object.assign({}, points, { form: { scale: { min: 1, max: 10 }, items: [{}, {}] } });
  const [good, ...others] = groupsOf(counted, round);
  assert.deepEqual(
    good.bars.map((bar) => [bar.label, bar.count, bar.share]),
    [['好', 3, '75.0%']],
  );
  assert.ok(others.every((group) => group.bars.length === 1));
});
