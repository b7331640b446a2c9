// Codes of cards as people type, paste and read them. Pure.

const LENGTH = 16;

// The code after the # of a scanned address, or the text itself.
const afterHash = (text) => text.slice(text.lastIndexOf('#') + 1);

// {token}, or {length} if the text has not the length of a code. Spaces, dashes, case and full-width letters do not matter.
export function readCode(text) {
  const token = afterHash(text.normalize('NFKC')).replace(/[\s-]/g, '').toUpperCase();
  return token.length === LENGTH ? { token } : { length: token.length };
}

// Codes separated by lines or commas, for the server to check.
export const splitCodes = (text) =>
  text
    .split(/[\n,，;；]+/)
    .map((code) => afterHash(code).trim())
    .filter(Boolean);

export const inFours = (text) => text.replace(/(.{4})(?=.)/g, '$1 ');
