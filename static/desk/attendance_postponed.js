// Whether the secretary wants to enter the attendance later, remembered in this browser.
import { storeText, storedText } from '../shared/browser_storage.js';

const keyOf = (id) => 'pingyi.attendance-later.' + id;

export const isPostponed = (id) => storedText(keyOf(id)) !== null;

export const storePostponed = (id) => storeText(keyOf(id), '1');
