// Certification, which cannot be undone: says first who would be left without a vote or a score. Knows no place on the page.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { names } from '../staff/round_titles.js';
import { unfinishedSubjects } from './counted_votes.js';

const MOST_NAMES = 5;

function votelessNames(voteless) {
  const named = names(voteless.slice(0, MOST_NAMES));
  return voteless.length > MOST_NAMES ? t('certify.voteless.more', { names: named }) : named;
}

function votelessSentence({ voteless, hasNone, hasMotions }) {
  if (hasNone) return t('certify.none');
  const values = { n: voteless.length, names: votelessNames(voteless) };
  return t(hasMotions ? 'certify.voteless.items' : 'certify.voteless', values);
}

// Sentences: what certification would leave without a vote or a score; none where nothing is.
export function leftOut(meeting) {
  const unfinished = unfinishedSubjects(meeting);
  const { voteless, scoreless } = unfinished;
  return [
    ...(voteless.length ? [votelessSentence(unfinished)] : []),
    ...(scoreless ? [t('certify.scoreless', { n: scoreless })] : []),
  ];
}

// The confirming button repeats what is left out.
function yesText(meeting) {
  const { voteless, hasNone, hasMotions, scoreless } = unfinishedSubjects(meeting);
  if (hasNone) return t('certify.do.none');
  if (voteless.length) return t(hasMotions ? 'certify.do.items' : 'certify.do.voteless', { n: voteless.length });
  return scoreless ? t('certify.do.scoreless', { n: scoreless }) : t('certify.do');
}

export async function certify(desk) {
  const { meeting } = desk;
  const warnings = leftOut(meeting).map((sentence) => el('p', { class: 'banner' }, sentence));
  const isSure = await ask({
    title: t('certify.title', { title: meeting.title }),
    yes: yesText(meeting),
    danger: true,
    content: [...warnings, el('p', {}, t('certify.why'))],
  });
  if (!isSure) return;
  await desk.save(() => desk.api.post(desk.path('/phase'), { phase: 'certified' }), t('certify.done'));
}
