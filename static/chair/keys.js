// Keyboard and presenter remote. A remote's two keys are "next step" and "the screen back"; letters can be switched off.

const ARMED = 1000;
const LETTERS = { b: 'blank', '.': 'blank', e: 'extend', p: 'paper', v: 'void', t: 'timer' };
const PAGES = { PageDown: 'next', PageUp: 'back' };

export const lettersKept = () => {
  try {
    return localStorage.getItem('pingyi.letters') !== '0';
  } catch (e) {
    return true;
  }
};

export function keepLetters(on) {
  try {
    localStorage.setItem('pingyi.letters', on ? '1' : '0');
  } catch (e) {
    /* private browsing keeps nothing */
  }
}

// Where somebody types, keys are theirs.
function typing(node) {
  return node.matches('select, textarea') || (node.matches('input') && !['radio', 'checkbox'].includes(node.type));
}

// acts: next, back, blank, extend, paper, void, timer. letters() says whether single letters count.
export function listen(acts, letters) {
  let asked = null;
  let since = 0;

  // A question that the remote brought up is answered by it too, but not by a key pressed twice in haste.
  function answer(dialog, name) {
    if (dialog !== asked) return;
    if (name === 'back') dialog.close();
    else if (performance.now() - since >= ARMED) dialog.querySelector('[type=submit]').click();
  }

  function page(event, name) {
    event.preventDefault();
    if (event.repeat) return;
    const open = document.querySelector('dialog[open]');
    if (open) {
      answer(open, name);
      return;
    }
    acts[name]();
    asked = document.querySelector('dialog[open]');
    since = performance.now();
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (PAGES[event.key]) {
      page(event, PAGES[event.key]);
      return;
    }
    const name = LETTERS[event.key.toLowerCase()];
    if (!name || event.repeat || !letters() || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    acts[name]();
  });
}
