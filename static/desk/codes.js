// Codes of cards as people type, paste and read them. Pure.
import { codeProblem, findCode } from '../shared/codes.js';

const LENGTHS = [16];

// {token}, or why the text has none: {letters} that no code has, or {length}.
export function readCode(text) {
  const token = findCode(text, LENGTHS);
  return token ? { token } : codeProblem(text);
}

// Codes separated by lines or commas, for the server to check.
export const splitCodes = (text) =>
  text
    .split(/[\n,，;；]+/)
    .map((code) => findCode(code, LENGTHS) || code.trim())
    .filter(Boolean);

export const inFours = (text) => text.replace(/(.{4})(?=.)/g, '$1 ');
