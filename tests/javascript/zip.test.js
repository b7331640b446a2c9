import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, zipped } from '../../static/staff/zip.js';

const bytes = (text) => new TextEncoder().encode(text);

test('the checksum is that of the zip format', () => {
  assert.equal(crc32(bytes('123456789')), 0xcbf43926);
  assert.equal(crc32(bytes('')), 0);
});

test('each file is stored behind its own header, and its entry says where', () => {
  const files = [
    { name: '归档.zip', bytes: bytes('one') },
    { name: 'b.zip', bytes: bytes('') },
  ];
  const whole = Buffer.concat(zipped(files));
  assert.equal(whole.readUInt32LE(0), 0x04034b50);
  const end = whole.length - 22;
  assert.equal(whole.readUInt32LE(end), 0x06054b50);
  assert.equal(whole.readUInt16LE(end + 10), 2);
  let entry = whole.readUInt32LE(end + 16);
  files.forEach(({ name, bytes: content }) => {
    assert.equal(whole.readUInt32LE(entry), 0x02014b50);
    const length = whole.readUInt16LE(entry + 28);
    assert.equal(whole.subarray(entry + 46, entry + 46 + length).toString(), name);
    assert.equal(whole.readUInt32LE(entry + 16), crc32(content));
    const start = whole.readUInt32LE(entry + 42);
    const data = start + 30 + length;
    assert.deepEqual(whole.subarray(data, data + content.length), Buffer.from(content));
    entry += 46 + length;
  });
  assert.equal(entry, end);
});
