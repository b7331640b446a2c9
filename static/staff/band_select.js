// Choices among names that other fields define: bands, words of a scale. A choice survives when names are changed, added or
// removed.
import { el, fill } from '../shared/dom.js';
import { checkbox } from './form_controls.js';

// While the number of names is the same, they may have been changed: a name is then known by its place, else by itself.
const previous = (old, names, i) =>
  old.length === names.length ? old[i] : old.find((option) => option.name === names[i]);

// Checkboxes. chosen: names; one that is not among the first names given to update() is listed too until somebody unticks it, so
// that the server can report it.
export function nameTicks(labelKey, chosen) {
  const node = el('span', { class: 'ticks-line', role: 'group', 'data-t-label': labelKey });
  const tickOf = (name) => ({ name, box: checkbox(true) });
  let ticks = null;
  let unknown = chosen.map(tickOf);

  const isTicked = (tick) => Boolean(tick && tick.box.checked);

  function updatedTicks(names) {
    return names.map((name, i) => {
      const old = ticks && previous(ticks, names, i);
      const isChosen = isTicked(old) || unknown.some((tick) => tick.name === name && isTicked(tick));
      return Object.assign(tickOf(name), { box: checkbox(isChosen) });
    });
  }

  const isUnchanged = (names) => ticks.length === names.length && names.every((name, i) => name === ticks[i].name);

  function update(names) {
    if (ticks && isUnchanged(names)) return;
    ticks = updatedTicks(names);
    unknown = unknown.filter((tick) => isTicked(tick) && !names.includes(tick.name));
    fill(
      node,
      ticks.concat(unknown).map((tick) => el('label', {}, tick.box, ' ', tick.name || '…')),
    );
  }

  const all = () => (ticks || []).concat(unknown);
  return {
    node,
    update,
    read: () =>
      all()
        .filter(isTicked)
        .map((tick) => tick.name),
    choose: (names) =>
      all().forEach((tick) => {
        tick.box.checked = names.includes(tick.name);
      }),
  };
}

// Keeps the options of a select in step with the names; a removed choice falls back to the last name.
export function bandSelect(control, chosen) {
  let current = null;

  function selectedIndex(names) {
    if (!current) return names.indexOf(chosen);
    const old = current.indexOf(control.value);
    return current.length === names.length ? old : names.indexOf(old < 0 ? '' : current[old]);
  }

  function update(given) {
    const names = current || !chosen || given.includes(chosen) ? given : given.concat(chosen);
    const index = selectedIndex(names);
    current = names;
    fill(
      control,
      names.map((name) => el('option', { value: name }, name)),
    );
    control.value = names[index < 0 ? names.length - 1 : index];
  }
  return { update };
}

// Keeps a select in step with [{value, text}], of which the first is chosen unless another was. While their number is the same,
// values may have been changed: one is then known by its place. A chosen value that is gone stays, so that the server can
// report it.
export function keySelect(control, chosen) {
  let wanted = chosen;
  let current = null;
  control.addEventListener('input', () => {
    wanted = control.value;
  });

  function follow(choices) {
    const known = (value) => choices.some((choice) => choice.value === value);
    const at = current ? current.findIndex((choice) => choice.value === wanted) : -1;
    if (!known(wanted) && at >= 0 && current.length === choices.length) wanted = choices[at].value;
    if (wanted === '' && choices.length && !known('')) wanted = choices[0].value;
    return wanted === '' || known(wanted) ? choices : choices.concat({ value: wanted, text: wanted });
  }

  function update(choices) {
    const offered = follow(choices);
    current = choices;
    fill(
      control,
      offered.map((choice) => el('option', { value: choice.value }, choice.text)),
    );
    control.value = wanted;
  }
  return { update, read: () => wanted };
}
