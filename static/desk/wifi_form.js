// The hall's wireless networks, which are often known only on the spot; the screen shows a change at once.
import { el } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { showProblems } from '../staff/field_errors.js';
import { button, localized } from '../staff/form_controls.js';
import { wifiEditor } from '../staff/wifi_editor.js';
import { isCertified } from './meeting_phase.js';

export function wifiForm(desk) {
  if (isCertified(desk.meeting)) return null;
  const editor = wifiEditor(desk.state.wifi);
  const save = () => {
    const wifi = editor.read('wifi');
    const request = () => desk.api.patch(desk.path(), { wifi });
    return desk.perform(request, t('wifi.saved'), (problems) => showProblems(node, problems));
  };
  const node = el(
    'section',
    { class: 'card block' },
    localized('h2', 'doc.wifi'),
    localized('p', 'doc.wifi.hint', { class: 'hint' }),
    editor.node,
    button('wifi.save', save, ''),
  );
  translate(node);
  return node;
}
