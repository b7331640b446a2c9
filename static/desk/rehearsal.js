// 彩排: from the rehearsal to the real meeting, after saying what will be deleted. There is no way back.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, field, input, localized } from '../staff/form_controls.js';
import { parseWhole } from '../staff/weights.js';
import { isRehearsal } from './meeting_phase.js';
import { phoneChecks } from './phone_checks.js';
import { stepsTaken } from './rehearsal_steps.js';

const STEPS = ['phones', 'checks', 'round', 'paper', 'screen'];

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

export async function goLive(desk) {
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

const step = (key, isTaken) =>
  el(
    'li',
    { class: isTaken ? 'taken' : '' },
    el('span', { class: 'sign', role: 'img', 'aria-label': t(isTaken ? 'try.taken' : 'try.open') }),
    localized('span', 'try.' + key),
  );

// {nodes, update}. Each step ticks itself when the server has seen it taken.
function checklist(desk) {
  const list = el('ul', { class: 'steps', id: 'steps' });
  const update = () => {
    const taken = stepsTaken(desk.state, desk.meeting);
    fill(
      list,
      STEPS.map((key) => step(key, taken[key])),
    );
  };
  update();
  const live = button('live.do', () => goLive(desk), 'primary');
  return { nodes: [localized('h2', 'try.title'), list, el('div', { class: 'acts lead' }, live)], update };
}

// Programs that vote like phones, so that one person can try the whole meeting.
function simulatedVoters(desk) {
  const count = input(null, '20', { inputmode: 'numeric' });
  const letIn = () => {
    const n = parseWhole(count.value);
    return desk.perform(() => desk.api.post(desk.path('/simulated-voters'), { count: n }), t('simulated.done', { n }));
  };
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'simulated.title'),
    localized('p', 'simulated.hint', { class: 'soft' }),
    el('div', { class: 'grid' }, field('simulated.count', count)),
    button('simulated.do', letIn),
  );
}

function build(desk) {
  const steps = isRehearsal(desk.meeting) ? checklist(desk) : null;
  const checks = phoneChecks(desk);
  const phase = el('div', {}, phaseLine(desk.meeting));
  const card = el('section', { class: 'card block' }, phase, steps ? steps.nodes : null);
  const update = () => {
    checks.update();
    if (steps) steps.update();
  };
  return {
    lead: steps ? '' : t('live.already'),
    node: el('div', {}, card, steps ? simulatedVoters(desk) : null, checks.node),
    onMessage: update,
    // The number of voters that somebody has typed stays.
    onMeeting() {
      if (isRehearsal(desk.meeting) !== Boolean(steps)) {
        desk.rebuild();
        return;
      }
      fill(phase, phaseLine(desk.meeting));
      update();
    },
  };
}

export const section = { key: 'rehearsal', build };
