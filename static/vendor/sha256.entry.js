// What vendor/sha256.js is built from: SHA-256 of a text in UTF-8, as hex.
import { sha256 as digest } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

export const sha256 = (text) => bytesToHex(digest(utf8ToBytes(text)));
