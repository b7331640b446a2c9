// What the chair can do about who speaks: call a person, run the timer. Takes the page's Actions; knows no place on the page.
import { itemOn } from '../staff/meeting_state.js';
import { speakerAfter } from './speaking.js';
import { minutesOf } from './timer_settings.js';

// An item of the agenda has its own minutes.
function command(state, kind, action) {
  const minutes = kind === 'item' ? itemOn(state).minutes : minutesOf(kind);
  return { t: 'timer', kind, seconds: minutes * 60, action };
}

// Times the person on the floor, where everybody can see it. A timer of this kind starts over.
export async function startSpeaking(actions, kind) {
  const { timer, view } = actions.state;
  if (timer && timer.kind === kind) await actions.run(command(actions.state, kind, 'reset'));
  await actions.run(command(actions.state, kind, 'start'));
  if (view.view !== 'agenda') await actions.setView('agenda');
}

export function toggleTimer(actions) {
  const { timer } = actions.state;
  if (!timer && itemOn(actions.state)) return null; // which has no planned time
  if (!timer) return startSpeaking(actions, 'report');
  return actions.run(command(actions.state, timer.kind, timer.running ? 'pause' : 'start'));
}

// Calls a person to the floor by name; the vote comes when the chair opens it.
export const callSpeaker = (actions, subject) => actions.run({ t: 'view', view: 'agenda', subject });

export const callNextSpeaker = (actions) => callSpeaker(actions, speakerAfter(actions.state));
