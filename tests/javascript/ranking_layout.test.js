import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boardLayout, isLongTitle, nameType, unitType } from '../../static/screen/ranking_layout.js';

const AROUND = { hasTitle: false, hasFingerprint: false, hasRemarks: false };
const people = (count, name, unit = '') => Array.from({ length: count }, () => ({ name, unit }));
const roster = (rows, columns = ['rank']) => ({ rows: [], hidden: rows, columns, grades: ['好'], by_votes: false });

test('up to ten people stand in one table, up to twenty in two, more on several pages', () => {
  const shape = (count) => {
    const { boards, rows } = boardLayout(roster(count), people(count, '张三'), AROUND);
    return [boards, rows];
  };
  assert.deepEqual([10, 11, 18, 20, 60].map(shape), [
    [1, 10],
    [2, 6],
    [2, 9],
    [2, 10],
    [2, 10],
  ]);
});

test('names and units that could not be read in two tables stand in one', () => {
  const long = '智慧社区综合服务平台与数字治理一体化建设项目';
  assert.equal(boardLayout(roster(18, ['rank', 'unit']), people(18, long, long), AROUND).boards, 1);
  assert.equal(boardLayout(roster(18, ['rank', 'unit']), people(18, '张三', '第一党支部'), AROUND).boards, 2);
});

test('votes and awards need the whole width', () => {
  const votes = Object.assign(roster(18), { by_votes: true });
  assert.equal(boardLayout(votes, people(18, '张三'), AROUND).boards, 1);
  assert.equal(boardLayout(roster(18, ['rank', 'awards']), people(18, '张三'), AROUND).boards, 1);
});

test('the shape of a board does not depend on what is revealed of it', () => {
  const all = people(18, '阿布都热合曼·买买提', '第一党支部');
  const of = (revealed) =>
    boardLayout(Object.assign(roster(18 - revealed, ['rank', 'unit']), { rows: all.slice(0, revealed) }), all, AROUND);
  [1, 9, 18].forEach((revealed) => assert.deepEqual(of(revealed), of(0)));
});

test('a long name is smaller and on one line, a title of a motion may take several', () => {
  const layout = boardLayout(roster(5, ['rank', 'unit']), people(5, '张三', '第一党支部'), AROUND);
  assert.equal(nameType('张三', layout), layout.type);
  const name = '阿布都热合曼·买买提·阿布都热合曼';
  assert.ok(!isLongTitle(name) && nameType(name, layout) < layout.type);
  assert.ok(nameType(name, layout) * 15 <= layout.nameWidth);
  const title = '关于接收林晓等三名同志为中共预备党员并报上级党委审批的决议（草案）';
  assert.ok(isLongTitle(title) && nameType(title, layout) * 2 * 1.15 <= layout.row);
  assert.ok(unitType('第一党支部', layout) < layout.type);
});
