// 会议与规则: the meeting document. Before the first round it is saved as a whole, afterwards only what may still change.
import { $, el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { showProblems } from '../staff/field_errors.js';
import { button, localized } from '../staff/form_controls.js';
import { inNewLanguage } from '../staff/band_names.js';
import { documentForm } from '../staff/meeting_form.js';
import { previewOf } from '../staff/previews.js';
import { previewTable } from '../staff/rules_preview.js';

// Replaces `version`, the one that was read when the form was opened.
function saveDocument(desk, doc, version) {
  const editable = { title: doc.title, expected: doc.expected };
  if (doc.rules.panel) editable.rules = { panel: true };
  return desk.meeting.locked ? desk.api.patch(desk.path(), editable) : desk.api.put(desk.path(), doc, version);
}

// Returns saved(read, showFields). What another desk has changed since the form was opened is replaced only by saving once more.
function saver(desk) {
  let seen = desk.version;
  async function replace(doc) {
    try {
      await saveDocument(desk, doc, seen);
    } catch (problem) {
      if (problem.code === 'stale') {
        await desk.refresh();
        seen = desk.version;
      }
      throw problem;
    }
  }
  return async (read, showFields) => {
    let isSaved = false;
    const request = async () => {
      await replace(read());
      isSaved = true;
    };
    await desk.save(request, t('saved'), showFields);
    if (isSaved) seen = desk.version;
  };
}

function build(desk) {
  const holder = el('div', {}, el('p', { class: 'soft' }, t('loading')));
  const preview = el('div', { tabindex: '-1', role: 'region', 'data-t-label': 'preview.title' });
  const showFields = (fields) => showProblems(holder, fields);
  const saved = saver(desk);

  async function showPreview(form) {
    const answer = await previewOf(desk.api, form.read());
    form.showJudging(answer.setup.map((part) => part.bands));
    fill(preview, previewTable(answer));
    preview.focus();
  }

  // Which bands judge each part; a refusal is shown when somebody saves or tries the rules.
  async function showJudging(form) {
    const answer = await previewOf(desk.api, form.read()).catch(() => null);
    if (answer) form.showJudging(answer.setup.map((part) => part.bands));
  }

  function draw(form) {
    const tryRules = () => desk.perform(() => showPreview(form), '', showFields);
    if (desk.meeting.locked) form.lock();
    fill(
      holder,
      desk.meeting.locked ? localized('p', 'document.locked', { class: 'banner' }) : null,
      form.node,
      preview,
      el(
        'div',
        { class: 'acts end' },
        button('preview.do', tryRules),
        button('save', () => saved(form.read, showFields), 'primary big'),
      ),
    );
  }

  const formsIn = (language) => desk.api.get('/api/forms?language=' + language);

  function open(doc, { forms }) {
    const form = documentForm(doc, forms, null);
    const language = $('[data-field=language]', form.node);
    language.addEventListener('change', () => changeLanguage(language, form, doc));
    draw(form);
    showJudging(form);
  }

  // The shipped forms and the default bands are those of the meeting's language. What is typed while the forms are awaited stays.
  function changeLanguage(language, form, doc) {
    const wanted = language.value;
    return desk.attempt(async () => {
      const answer = await formsIn(wanted);
      if (form.node.isConnected && language.value === wanted) open(inNewLanguage(form.draft().doc, doc), answer);
    });
  }
  const { document: stored } = desk.meeting;
  desk.attempt(async () => open(stored, await formsIn(stored.language)));
  return { node: holder };
}

export const section = { key: 'document', build };
