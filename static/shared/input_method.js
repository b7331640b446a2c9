// Chinese input methods type full-width digits and use Enter to accept a suggestion. Listens to the whole page, so that no
// field has to know.

const NUMBER_FIELDS = 'input[inputmode="numeric"], input[inputmode="decimal"], input[data-number]';
const SIGNS = { '−': '-', '–': '-', '—': '-', '。': '.', '⁄': '/', '∕': '/' };

// A number with ASCII digits and signs and without blanks: '－０．５' is '-0.5'.
export const asciiNumber = (text) =>
  text
    .normalize('NFKC')
    .replace(/[−–—。⁄∕]/g, (sign) => SIGNS[sign])
    .replace(/\s/g, '')
    .replace(/^\+(?=\d)/, '');

// The text that is not yet accepted is left alone. Returns whether the field has changed.
function tidy(input) {
  const plain = asciiNumber(input.value);
  if (plain === input.value) return false;
  const caret = asciiNumber(input.value.slice(0, input.selectionStart)).length;
  input.value = plain;
  input.setSelectionRange(caret, caret);
  return true;
}

const isNumberField = (node) => node instanceof HTMLInputElement && node.matches(NUMBER_FIELDS);

// Keys that an input method takes; Safari ends the composition before the Enter that accepts it (229).
function keepFromPage(event) {
  if (!event.isComposing && event.keyCode !== 229) return;
  event.stopImmediatePropagation();
  if (event.key === 'Enter') event.preventDefault(); // would submit the form
}

export function listenToInputMethods() {
  window.addEventListener('keydown', keepFromPage, true);
  window.addEventListener(
    'input',
    (event) => isNumberField(event.target) && !event.isComposing && tidy(event.target),
    true,
  );
  window.addEventListener(
    'compositionend',
    ({ target }) => {
      if (isNumberField(target) && tidy(target)) target.dispatchEvent(new Event('input', { bubbles: true }));
    },
    true,
  );
}
