// Whether the secretary wants to enter the attendance later, remembered in this browser.

const keyOf = (id) => 'pingyi.attendance-later.' + id;

export function isPostponed(id) {
  try {
    return localStorage.getItem(keyOf(id)) !== null;
  } catch (e) {
    return false;
  }
}

export function storePostponed(id) {
  try {
    localStorage.setItem(keyOf(id), '1');
  } catch (e) {
    /* storage is blocked: it is asked again after a reload */
  }
}
