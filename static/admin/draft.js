// The half-filled form of a new meeting, kept on this computer until the meeting is made. Knows no form.
const NAME = 'pingyi.draft';
const EDITING = 'pingyi.editing';

// {doc, left, at} as it was kept, or null.
export function keptDraft() {
  try {
    const draft = JSON.parse(localStorage.getItem(NAME));
    return draft && draft.doc && Array.isArray(draft.doc.parts) ? draft : null;
  } catch (e) {
    return null;
  }
}

// False where the browser keeps nothing.
export function keepDraft(draft) {
  try {
    localStorage.setItem(NAME, JSON.stringify(draft));
    return true;
  } catch (e) {
    return false;
  }
}

export function dropDraft() {
  try {
    localStorage.removeItem(NAME);
  } catch (e) {
    /* nothing was kept */
  }
}

// Whether this window is at the form, so that a reload comes back to it.
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
    /* a reload shows the list */
  }
}
