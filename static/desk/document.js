// 会议与规则: the meeting document. Saved whole while nothing was voted, else only what may still change.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, w } from '../staff/dialogs.js';
import { documentForm } from '../staff/meeting_form.js';
import { previewTable } from '../staff/rules_preview.js';
import { showProblems } from '../staff/field_errors.js';

const locked = (desk) => desk.meeting.phase !== 'rehearsal' && desk.meeting.rounds.length > 0;

function build(desk) {
  const holder = el('div', {}, el('p', { class: 'soft' }, t('loading')));
  const preview = el('div', { tabindex: '-1', role: 'region', 'data-t-label': 'preview.title' });
  let form = null;
  const fields = (list) => showProblems(holder, list);

  async function save() {
    const doc = form.read();
    const part = { title: doc.title, expected: doc.expected };
    const done = await desk.act(
      () => (locked(desk) ? desk.api.patch(desk.path(), part) : desk.api.put(desk.path(), doc)),
      t('saved'),
      fields,
    );
    if (done) {
      showProblems(holder, []);
      await desk.act(desk.refresh);
      desk.build();
      desk.say(t('saved'), true);
    }
  }

  const tryRules = () =>
    desk.act(
      async () => {
        fill(preview, previewTable(await desk.api.post('/api/preview', form.read())));
        preview.focus();
      },
      '',
      fields,
    );

  desk.attempt(async () => {
    const forms = (await desk.api.get('/api/forms?language=' + desk.meeting.document.language)).forms;
    form = documentForm(desk.meeting.document, forms, null);
    if (locked(desk)) form.lock();
    fill(
      holder,
      locked(desk) ? w('p', 'document.locked', { class: 'banner' }) : null,
      form.node,
      preview,
      el('div', { class: 'acts end' }, button('preview.do', tryRules), button('save', save, 'primary big')),
    );
  });
  return { node: holder };
}

export const section = { key: 'document', build, mark: (desk) => (desk.meeting.document.title ? '✓' : '') };
