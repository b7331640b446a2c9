// Asks for the code of a card: typed, scanned, or chosen from those of earlier rounds.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';
import { inFours } from './codes.js';
import { beginningWith } from './paper_codes.js';

// The codes that begin as typed, as buttons.
function drawChoice(choice, codes, typed, choose) {
  const matching = beginningWith(codes, typed);
  const code = (text) => el('li', {}, el('button', codeButton(text, choose), inFours(text)));
  fill($('ul', choice), matching.map(code));
  $('.hint', choice).hidden = matching.length > 0;
  choice.hidden = codes.length === 0;
}

const codeButton = (text, choose) => ({
  type: 'button',
  class: 'button small digits',
  on: { click: () => choose(text) },
});

// earlier: codes to choose from. start(text, isSpoiled, say) is called on Enter and on a choice; say(sentence) shows what is wrong
// with the code.
export function codeForm(about, earlier, start) {
  const node = fromTemplate('code-template');
  const code = $('#paper-code', node);
  const problem = $('#paper-code-problem', node);
  const choice = $('.earlier-codes', node);
  function say(sentence) {
    write(problem, sentence);
    problem.hidden = !sentence;
    if (!sentence) return;
    code.setAttribute('aria-describedby', problem.id);
    code.focus();
    code.select();
  }
  function choose(text) {
    code.value = inFours(text);
    start(text, false, say);
  }
  const draw = () => drawChoice(choice, earlier, code.value, choose);
  write($('.soft', node), about);
  translate(node);
  draw();
  code.addEventListener('input', draw);
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    start(code.value, false, say);
  });
  $('.danger', node).addEventListener('click', () => start(code.value, true, say));
  return { node, initialFocus: code };
}
