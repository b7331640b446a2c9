// Keeps the codes of paper_codes.js for as long as the tab, so that they outlive a reload. A code is the right to vote of whoever
// holds the card: the codes go when nobody can vote any more, and never to storage that outlasts the tab.
import { removeText, storeText, storedText, TAB } from '../shared/browser_storage.js';
import { noCodes } from './paper_codes.js';

const nameOf = (meetingId) => 'pingyi.codes.' + meetingId;

const isList = (value) => Array.isArray(value) && value.every((code) => typeof code === 'string');

const areCodes = (value) =>
  Boolean(value) && isList(value.all) && isList(value.used) && typeof value.round === 'string';

export function storedCodes(meetingId) {
  try {
    const codes = JSON.parse(storedText(nameOf(meetingId), TAB));
    return areCodes(codes) ? codes : noCodes();
  } catch (e) {
    return noCodes();
  }
}

export const storeCodes = (meetingId, codes) => storeText(nameOf(meetingId), JSON.stringify(codes), TAB);

export const forgetCodes = (meetingId) => removeText(nameOf(meetingId), TAB);
