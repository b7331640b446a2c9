import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldName, nameProblem } from '../../static/shared/names.js';

test('spellings of one name are equal: blanks, dots and composed letters', () => {
  assert.equal(foldName(' 王 \u200b五\u3000'), '王五');
  assert.equal(foldName('阿卜杜拉•买买提'), foldName('阿卜杜拉‧买买提'));
  assert.equal(foldName('Jose\u0301'), 'Jos\u00e9');
});

test('a name is refused that is empty, long, already added or on the ballot', () => {
  const subjects = [{ name: '张　三' }];
  assert.equal(nameProblem('王五', ['李四'], subjects), null);
  assert.equal(nameProblem(' \u3000', [], subjects), 'name.empty');
  assert.equal(nameProblem('字'.repeat(40), [], subjects), null);
  assert.equal(nameProblem('字'.repeat(41), [], subjects), 'name.long');
  assert.equal(nameProblem('李 四', ['李四'], subjects), 'name.twice');
  assert.equal(nameProblem('张三', [], subjects), 'name.subject');
});
