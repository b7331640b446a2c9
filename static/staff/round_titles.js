// Names the subjects of a round in one line. Knows no page.
import { t } from '../shared/i18n.js';

export const names = (subjects) => subjects.map((subject) => subject.label).join(t('list'));

export const headline = (subjects) =>
  subjects.length > 2 ? t('names.more', { name: subjects[0].label, n: subjects.length }) : names(subjects);

// With the part in front if the meeting has several, for one person may be in two.
export const headlineWithPart = (meeting, round) =>
  (meeting.parts.length > 1 ? round.part + ' · ' : '') + headline(round.subjects);
