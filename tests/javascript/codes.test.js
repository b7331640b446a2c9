import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFours, readCode, splitCodes } from '../../static/desk/codes.js';
import { codeInLink, codeProblem, findCode, isBrokenLink, keyIn, keyInAddress } from '../../static/shared/codes.js';

const TOKEN = '8GG6ABM941J9DG4N';
const JOIN = '7KM29QX4';
const KEY = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

test('the code of a link is found whatever a messenger adds to it', () => {
  const links = [
    `/m#${JOIN}`,
    `/m/#${JOIN}`,
    `/M#${JOIN}`,
    `/m%23${JOIN}`,
    `/m%2523${JOIN}`,
    `/m?from=timeline&isappinstalled=0#${JOIN}`,
    `/m#${JOIN}?from=singlemessage&nsukey=AbCdEf12GhIj34Kl`,
    `/m#${JOIN}&nsukey=1234abcd%2F5678efgh`,
    `/m?nsukey=1234abcd%2F5678efgh#${JOIN}`,
    `/m#${JOIN}#wechat_redirect`,
    `/m#wechat_redirect#${JOIN}`,
    `/m%23${JOIN}#wechat_redirect`,
    `/m?x=1%23${JOIN}&from=groupmessage`,
    `/m#${JOIN}/`,
    `/m#/${JOIN}`,
    `/m#${JOIN}。请大家扫码进入`,
    `/m#${JOIN}%E3%80%82%E8%AF%B7`,
    `/m#${JOIN}, come here at 14:00`,
    `/m#${JOIN} come here`,
    `/m#${JOIN.slice(0, 4)}-${JOIN.slice(4)}`,
    `/m#${JOIN}%`,
  ];
  links.forEach((link) => assert.equal(codeInLink('http://192.168.1.5:8000' + link), JOIN, link));
  const card = `/v%23${TOKEN.slice(0, 4)}-${TOKEN.slice(4, 8)}-${TOKEN.slice(8, 12)}-${TOKEN.slice(12)}?from=x#rd`;
  assert.equal(codeInLink(card), TOKEN);
});

test('a link without a code has none, and only one that lost part of it is broken', () => {
  const none = ['/m', '/m?from=timeline&nsukey=AbCd1234', '/m#wechat_redirect', '/m?from=x#rd', '/m#', '/m/%23'];
  none.forEach((link) => assert.deepEqual([codeInLink(link), isBrokenLink(link)], [null, false], link));
  ['/m#7KM2-9QX4-5', '/v#8GG6ABM941J9', '/m#7KM2?from=x'].forEach((link) =>
    assert.equal(isBrokenLink(link), true, link),
  );
});

test('a code is found in what people type and paste', () => {
  const texts = [
    '7km2 9qx4',
    '7KM2-9QX4',
    '7KM2 — 9QX4',
    '7KM2－9QX4',
    '7KM2−9QX4',
    '7KM2_9QX4',
    '7KM2·9QX4',
    '７ＫＭ２９ＱＸ４',
    '\u200e7KM2\u200b9QX4\ufeff',
    '7K M2 9Q X4',
    '入场码：7KM2-9QX4，请尽快进入',
    '12月1日14:30开会，号码是7KM29QX4。',
    '20261201 开会，号码 7KM2 9QX4',
    'Please join with 7KM2 9QX4 today',
    'please join with 7km2 9qx4 today',
    '请打开 http://192.168.1.5:8000/m#7KM29QX4 参加会议',
    'http://192.168.1.5:8000/m#7KM29QX4?from=timeline',
  ];
  texts.forEach((text) => assert.equal(findCode(text), JOIN, text));
  [
    '8gg6 abm9-41j9 dg4n',
    '8GG6ABM9 41J9DG4N',
    '卡号 8GG6 ABM9 4IJ9 DG4N 已作废',
    'https://a.example/m#' + TOKEN,
  ].forEach((text) => assert.equal(findCode(text), TOKEN, text));
  ['', '请输入', '7KM2 9QU4', '7KM2 9QX', '7KM2 9QX4 5', 'http://10.0.0.12:8000/m'].forEach((text) =>
    assert.equal(findCode(text), null, text),
  );
});

test('a wrong letter and a wrong length get different answers', () => {
  assert.deepEqual(codeProblem('7KM2-9QU4'), { letters: 'U' });
  assert.deepEqual(codeProblem('7KM2-9Q*u'), { letters: '* U' });
  assert.deepEqual(codeProblem('7KM2 9QX45'), { length: 9 });
  assert.deepEqual(codeProblem('号码是7KM2-9QX'), { length: 7 });
  assert.deepEqual(codeProblem(''), { length: 0 });
});

test('a key is found in a link with something added, and a wrong one is kept as it is', () => {
  const texts = [
    KEY,
    ` ${KEY} `,
    `/desk#${KEY}`,
    `/desk%23${KEY}`,
    `/desk/#${KEY}?from=x#wechat_redirect`,
    `链接：http://a/chair#${KEY}，请收好`,
  ];
  texts.forEach((text) => assert.equal(keyIn(text), KEY, text));
  assert.equal(keyIn('/desk'), '/desk');
  assert.equal(keyIn('/desk#short'), 'short');
  assert.equal(keyIn('/desk#100%'), '100%');
  ['/desk', '/desk#wechat_redirect', '/desk?from=' + KEY].forEach((address) =>
    assert.equal(keyInAddress(address), '', address),
  );
});

test('the desk reads a card code as the phone does', () => {
  assert.deepEqual(readCode('8gg6 abm9-41j9 dg4n'), { token: TOKEN });
  assert.deepEqual(readCode('卡号：８ＧＧ６ABM941J9DG4N。'), { token: TOKEN });
  assert.deepEqual(readCode('https://vote.example/m#' + TOKEN + '?from=x'), { token: TOKEN });
  assert.deepEqual(readCode('8GG6'), { length: 4 });
  assert.deepEqual(readCode('8GG6ABM941J9DG4U'), { letters: 'U' });
});

test('several codes are separated by lines and by commas of both scripts', () => {
  const other = '1111222233334444';
  assert.deepEqual(splitCodes(`${TOKEN}\n\nhttps://vote.example/m#${other}?from=x， C3;D4；`), [
    TOKEN,
    other,
    'C3',
    'D4',
  ]);
  assert.deepEqual(splitCodes(' \n'), []);
});

test('a code is shown in fours', () => {
  assert.equal(inFours('8GG6ABM941J9DG4N'), '8GG6 ABM9 41J9 DG4N');
  assert.equal(inFours('8GG6A'), '8GG6 A');
});
