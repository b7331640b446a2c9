// Gives a message a size that does not depend on what it says. Knows msgpack's bytes, no message.

const NAME = [0xa3, 0x70, 0x61, 0x64]; // the text 'pad'
const BIN_16 = 0xc5; // always, because bin 8 is a byte shorter and one size could not be reached

// Adds `pad` to an encoded map of fewer than 15 fields, so that it has this size in bytes; unchanged if there is no room.
export function padded(frame, size) {
  const room = size - frame.length - NAME.length - 3;
  if (room < 0) return frame;
  const result = new Uint8Array(size);
  result.set(frame);
  result[0] += 1;
  result.set([...NAME, BIN_16, room >> 8, room & 255], frame.length);
  return result;
}
