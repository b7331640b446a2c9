// Stores the unfinished form of a new meeting in this browser until the meeting is created. Knows no form.
import { TAB, removeText, storeText, storedText } from '../shared/browser_storage.js';

const DRAFT = 'pingyi.draft';
const EDITING = 'pingyi.editing';

// {doc, left, at} as stored, or null.
export function storedDraft() {
  try {
    const draft = JSON.parse(storedText(DRAFT));
    return draft && draft.doc && Array.isArray(draft.doc.parts) ? draft : null;
  } catch (e) {
    return null;
  }
}

// False if the browser's storage is blocked or full.
export const storeDraft = (draft) => storeText(DRAFT, JSON.stringify(draft));

export const deleteDraft = () => removeText(DRAFT);

// Whether this window shows the form, so that a reload comes back to it. Where storage is blocked, it comes back to the list.
export const isEditing = () => storedText(EDITING, TAB) === 'yes';

export const setEditing = (on) => storeText(EDITING, on ? 'yes' : 'no', TAB);
