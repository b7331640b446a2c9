// 下载与归档: downloads, how long the meeting is stored, its log, and deleting it.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { confirmDanger } from '../staff/dialogs.js';
import { button, field, input, localized } from '../staff/form_controls.js';
import { downloads } from './file_downloads.js';
import { logSection } from './log.js';
import { isCertified } from './meeting_phase.js';
import { singlePapers } from './single_papers.js';

export function retentionSentence(meeting) {
  const days = meeting.document.retention_days;
  if (!days) return t('keep.always');
  return t(isCertified(meeting) ? 'keep.counting' : 'keep.days', { n: days });
}

function retention(desk) {
  const change = button('keep.change', () => desk.goTo('document'), 'small');
  const isFixed = desk.meeting.locked;
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'keep.head'),
    el('p', {}, retentionSentence(desk.meeting)),
    isFixed ? localized('p', 'keep.locked', { class: 'hint' }) : el('div', { class: 'acts lead' }, change),
  );
}

// deleted() is called once the meeting is deleted.
function deletion(desk, deleted) {
  const typedTitle = input(null, '', { id: 'delete-title' });
  async function submit() {
    const { title } = desk.meeting;
    if (typedTitle.value.trim() !== title) {
      desk.say(t('delete.differs'));
      typedTitle.focus();
      return;
    }
    if (!(await confirmDanger(t('delete.title', { title }), t('delete.why'), t('delete.do')))) return;
    desk.deleting(true);
    const isDeleted = await desk.perform(() => desk.api.remove(desk.path(), { title }));
    desk.deleting(false);
    if (isDeleted) deleted();
  }
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'delete.head'),
    localized('p', 'delete.why', { class: 'soft' }),
    el('p', {}, t('delete.type'), el('strong', {}, desk.meeting.title)),
    field('delete.typed', typedTitle),
    button('delete.do', submit, 'danger'),
  );
}

function build(desk) {
  const holder = el('div', { class: 'stack' });
  function deleted() {
    desk.close();
    fill(holder, localized('p', 'delete.done', { class: 'card' }));
  }
  fill(holder, downloads(desk), singlePapers(desk), retention(desk), logSection(desk), deletion(desk, deleted));
  return { node: holder };
}

export const section = { key: 'files', build };
