// What binds a record together: canonical JSON, the log's hash chain, and the signed checksums of an archive.

import { createHash, createPublicKey, verify } from 'node:crypto';

export const text = (bytes) => new TextDecoder().decode(bytes);
export const digest = (content) => createHash('sha256').update(content).digest('hex');

/** Sorted keys, no spaces. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}

/** Throws at a log entry that does not continue the one before. */
export function checkChain(meeting, log) {
  let chain = '';
  for (const { n, at, role, act, detail, chain: stored } of log) {
    chain = digest(chain + canonical([meeting, n, at, role, act, detail]));
    if (chain !== stored) throw new Error(`log entry ${n} does not continue the one before`);
  }
}

/** Throws unless SHA256SUMS is signed and names every other file with its hash. */
export function checkSums(files) {
  const { SHA256SUMS: sums, 'SHA256SUMS.sig': signature, 'signing-key.pub': key, ...others } = files;
  const x = Buffer.from(text(key).trim(), 'hex').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (!verify(null, sums, publicKey, Buffer.from(text(signature).trim(), 'hex'))) throw new Error('not signed');
  const named = Object.fromEntries(
    text(sums)
      .trim()
      .split('\n')
      .map((line) => line.split('  ').reverse()),
  );
  for (const [name, content] of Object.entries(others)) {
    if (named[name] !== digest(content)) throw new Error(`${name} differs from SHA256SUMS`);
  }
}
