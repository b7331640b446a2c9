// A zip of files that are compressed already, so they are stored as they are (APPNOTE 4.3). Pure.

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8 = 0x0800; // the names' encoding
const DAY = 0x21; // 1 January 1980, the earliest that a zip can state

const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

export function crc32(bytes) {
  let crc = 0xffffffff;
  for (let place = 0; place < bytes.length; place += 1) {
    crc = CRC_TABLE[(crc ^ bytes[place]) & 0xff] ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

// Numbers in little endian, each as [value, bytes].
function packed(numbers) {
  const bytes = [];
  numbers.forEach(([value, size]) => {
    for (let place = 0; place < size; place += 1) bytes.push((value >>> (8 * place)) & 0xff);
  });
  return new Uint8Array(bytes);
}

const sizes = (file) => [
  [0, 2], // stored
  [0, 2],
  [DAY, 2],
  [file.crc, 4],
  [file.bytes.length, 4],
  [file.bytes.length, 4],
  [file.name.length, 2],
  [0, 2],
];

const localHeader = (file) =>
  packed(
    [
      [LOCAL, 4],
      [VERSION, 2],
      [UTF8, 2],
    ].concat(sizes(file)),
  );

const entry = (file) =>
  packed(
    [
      [ENTRY, 4],
      [VERSION, 2],
      [VERSION, 2],
      [UTF8, 2],
    ].concat(sizes(file), [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [file.start, 4],
    ]),
  );

// files: [{name, bytes: Uint8Array}]. Returns the pieces of the zip, for a Blob.
export function zipped(files) {
  const encoder = new TextEncoder();
  const pieces = [];
  let size = 0;
  const add = (piece) => {
    pieces.push(piece);
    size += piece.length;
  };
  const members = files.map(({ name, bytes }) => ({ name: encoder.encode(name), bytes, crc: crc32(bytes), start: 0 }));
  members.forEach((file) => {
    file.start = size;
    [localHeader(file), file.name, file.bytes].forEach(add);
  });
  const start = size;
  members.forEach((file) => [entry(file), file.name].forEach(add));
  const count = [members.length, 2];
  add(packed([[END, 4], [0, 2], [0, 2], count, count, [size - start, 4], [start, 4], [0, 2]]));
  return pieces;
}
