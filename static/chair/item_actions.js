// What the chair can do about items that are not voted on. Takes the page's Actions; knows no place on the page.
import { t } from '../shared/i18n.js';
import { choose } from '../staff/dialogs.js';
import { itemDue, itemOn, openRound } from '../staff/meeting_state.js';
import { askSkip } from './confirmations.js';
import { isCertified } from './next_step.js';

const step = (actions, item, action) => actions.run({ t: 'item', item: item.id, action });

export const startItem = (actions) => step(actions, itemDue(actions.state), 'start');

// The item that was asked about, whatever is due by the time of the answer.
export async function skipItem(actions) {
  const item = itemDue(actions.state);
  if (await askSkip(item)) await step(actions, item, 'skip');
}

// The next item begins at once; before a person the present one ends.
export function endItem(actions) {
  const due = itemDue(actions.state);
  return due ? step(actions, due, 'start') : step(actions, itemOn(actions.state), 'end');
}

// Lets the chair choose among what can be done with one item, also out of order and once more.
export async function chooseForItem(actions, item) {
  const { state } = actions;
  const options = [];
  const add = (key, action, kind) => options.push({ text: t(key), value: action, kind });
  if (!openRound(state) && !isCertified(state)) {
    if (item.state === 'on') add('item.end', 'end', 'primary');
    else add(item.state === 'passed' ? 'item.again' : 'item.start', 'start', 'primary');
    if (item.state === 'waiting') add('item.skip', 'skip');
  }
  const action = await choose(item.title + ' · ' + t('item.' + item.state), options);
  if (action) await step(actions, item, action);
}
