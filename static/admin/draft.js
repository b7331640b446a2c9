// Stores the unfinished form of a new meeting in this browser until the meeting is created. Knows no form.
const DRAFT = 'pingyi.draft';
const EDITING = 'pingyi.editing';

// {doc, left, at} as stored, or null.
export function storedDraft() {
  try {
    const draft = JSON.parse(localStorage.getItem(DRAFT));
    return draft && draft.doc && Array.isArray(draft.doc.parts) ? draft : null;
  } catch (e) {
    return null;
  }
}

// False if the browser's storage is blocked or full.
export function storeDraft(draft) {
  try {
    localStorage.setItem(DRAFT, JSON.stringify(draft));
    return true;
  } catch (e) {
    return false;
  }
}

export function deleteDraft() {
  try {
    localStorage.removeItem(DRAFT);
  } catch (e) {
    /* storage is blocked: nothing was stored */
  }
}

// Whether this window shows the form, so that a reload comes back to it.
export function isEditing() {
  try {
    return sessionStorage.getItem(EDITING) === 'yes';
  } catch (e) {
    return false;
  }
}

export function setEditing(on) {
  try {
    sessionStorage.setItem(EDITING, on ? 'yes' : 'no');
  } catch (e) {
    /* storage is blocked: a reload shows the list */
  }
}
