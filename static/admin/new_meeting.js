// The document that the form of a new meeting starts with. No DOM.
import { t } from '../shared/i18n.js';
import { today } from '../staff/local_time.js';

const DEFAULT_FORMS = { zh: 'secretary', en: 'plain' };

// forms: the shipped ones in this language.
export function newMeeting(forms, language) {
  const form = forms.find((candidate) => candidate.id === DEFAULT_FORMS[language]) || forms[0];
  return {
    title: '',
    date: today(),
    language,
    groups: [{ name: t('group.all') }],
    parts: [{ name: t('part.first'), form: form.id, weight: '1', subjects: [] }],
    rules: {},
  };
}
