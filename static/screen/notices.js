// What the screen shows instead of a view: the form for its key, why it is not admitted, that it connects.
import { keyIn } from '../shared/codes.js';
import { $, el, fromTemplate, write } from '../shared/dom.js';
import { knows, lang, t, translate } from '../shared/i18n.js';

const KEY = /^[A-Za-z2-7]{26,64}$/;

function keyForm() {
  const form = fromTemplate('key-template');
  const input = $('input', form);
  translate(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const key = keyIn(input.value);
    if (KEY.test(key)) location.hash = key;
    else {
      write($('.problem', form), t('key.wrong'));
      input.focus();
    }
  });
  return form;
}

function notice(title, ...more) {
  return { node: el('section', { class: 'scene plain' }, el('h1', {}, title), more) };
}

// {key, make}, or null where a view can be shown; make() returns {node}.
export function noticeFor(state, hasKey) {
  if (!hasKey) return { key: 'key' + lang(), make: () => notice(t('key.title'), keyForm()) };
  if (state.ended) {
    const key = 'refused.' + state.ended;
    const text = state.ended === 'ended' ? t('ended') : t(knows(key) ? key : 'refused', { code: state.ended });
    return { key: text, make: () => notice(text, keyForm()) };
  }
  if (state.meeting) return null;
  const text = state.fault ? t('blocked', { fault: state.fault }) : t('connecting');
  return { key: text, make: () => notice(text) };
}
