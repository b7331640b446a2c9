// 彩排: from the rehearsal to the real meeting, after saying what will be deleted. There is no way back.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { isRehearsal } from './meeting_phase.js';
import { phoneChecks } from './phone_checks.js';

const bullets = (keys) =>
  el(
    'ul',
    { class: 'dots' },
    keys.map((key) => localized('li', key)),
  );

const confirmLive = (title) =>
  ask({
    title: t('live.title', { title }),
    yes: t('live.yes'),
    danger: true,
    content: [
      el('p', {}, t('live.wiped')),
      bullets(['live.rounds', 'live.ballots', 'live.tokens']),
      el('p', {}, t('live.kept')),
      bullets(['live.cards', 'live.document']),
      el('p', {}, t('live.noway')),
    ],
  });

async function goLive(desk) {
  if (!(await confirmLive(desk.meeting.title))) return;
  await desk.save(() => desk.api.post(desk.path('/phase'), { phase: 'live' }), t('live.done'));
}

const phaseLine = (meeting) =>
  el(
    'p',
    {},
    t('phase.now'),
    el('strong', {}, t('phase.' + meeting.phase)),
    isRehearsal(meeting) ? t('try.rounds', { n: meeting.rounds.length }) : '',
  );

function rehearsalSteps(desk) {
  const steps = ['phones', 'checks', 'round', 'paper', 'screen'].map((key) => localized('li', 'try.' + key));
  return [
    localized('h2', 'try.title'),
    el('ol', { class: 'dots' }, steps),
    el(
      'div',
      { class: 'acts lead' },
      button('live.do', () => goLive(desk), 'primary'),
    ),
  ];
}

function build(desk) {
  const steps = isRehearsal(desk.meeting) ? rehearsalSteps(desk) : null;
  const checks = phoneChecks(desk);
  return {
    lead: isRehearsal(desk.meeting) ? '' : t('live.already'),
    node: el('div', {}, el('section', { class: 'card block' }, phaseLine(desk.meeting), steps), checks.node),
    onMessage: checks.update,
  };
}

export const section = { key: 'rehearsal', build, mark: (desk) => (isRehearsal(desk.meeting) ? '' : '✓') };
