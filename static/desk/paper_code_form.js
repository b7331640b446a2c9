// Asks for the code of a card, typed or scanned.
import { $, fromTemplate, write } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';

// start(text, isSpoiled, say) is called on Enter; say(sentence) shows what is wrong with the code.
export function codeForm(about, start) {
  const node = fromTemplate('code-template');
  const code = $('#paper-code', node);
  const problem = $('#paper-code-problem', node);
  function say(sentence) {
    write(problem, sentence);
    problem.hidden = !sentence;
    if (!sentence) return;
    code.setAttribute('aria-describedby', problem.id);
    code.focus();
    code.select();
  }
  write($('.soft', node), about);
  translate(node);
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    start(code.value, false, say);
  });
  $('.danger', node).addEventListener('click', () => start(code.value, true, say));
  return { node, initialFocus: code };
}
