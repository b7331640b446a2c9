// Whom a round is about, in one line. Knows no page.
import { t } from '../shared/i18n.js';

export const names = (subjects) => subjects.map((subject) => subject.name).join(t('list'));

export const headline = (subjects) =>
  subjects.length > 2 ? t('names.more', { name: subjects[0].name, n: subjects.length }) : names(subjects);

// The same with the round's part before it, where the meeting has several: one person may stand in two.
export const placed = (meeting, round) =>
  (meeting.parts.length > 1 ? round.part + ' · ' : '') + headline(round.subjects);
