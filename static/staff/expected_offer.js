// Offers the groups' sizes together as the number of people expected, and says where the two differ.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button } from './form_controls.js';
import { parseWhole } from './weights.js';

function offerText(sum, expected) {
  if (sum === null || sum === expected) return '';
  return expected === '' ? t('doc.expected.sum', { sum }) : t('doc.expected.differs', { sum, expected });
}

// expected: the input of that number; total(): of the groups, null while a size is missing. {node, update()}.
export function expectedOffer(expected, total) {
  const text = el('span', { role: 'status' });
  const take = button(
    'doc.expected.take',
    () => {
      expected.value = total();
      expected.dispatchEvent(new Event('input', { bubbles: true }));
      expected.focus();
    },
    'small',
  );
  const node = el('div', { class: 'offer' }, text, take);

  function update() {
    const sentence = offerText(total(), parseWhole(expected.value));
    write(text, sentence);
    text.classList.toggle('warn', Boolean(sentence) && expected.value.trim() !== '');
    take.hidden = !sentence;
  }

  expected.addEventListener('input', update);
  return { node, update };
}
