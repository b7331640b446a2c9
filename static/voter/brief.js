// 述职摘要: loads the sheet that shows them when somebody asks for one. Few phones do, so it is not part of the page's script.
import { $, el } from '../shared/dom.js';
import { lang } from '../shared/i18n.js';

let script = null;
let session = null;

const show = () => window.dispatchEvent(new CustomEvent('brief', { detail: { session, lang } }));

// Where the script did not come, the next tap loads it again.
export function showBriefs(from) {
  session = from;
  if (script) show();
  else {
    const src = $('script[type=module]').src.replace(/voter\/main.*/, 'brief/main.js');
    script = el('script', { type: 'module', src, on: { error: () => (script = null) } });
    document.head.appendChild(script);
    window.addEventListener('brief-ready', show);
  }
}

// Whether somebody on this view has one.
export function hasBriefs({ meeting, round, refused }, view) {
  const briefs = (!refused && meeting && meeting.briefs) || [];
  return view !== 'ballot'
    ? briefs.length > 0
    : round.subjects.some(({ id }) => briefs.some(([other]) => other === id));
}
