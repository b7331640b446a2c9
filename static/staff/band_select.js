// Choices among a meeting's bands. The choice survives when bands are renamed, added or removed.
import { el, fill } from '../shared/dom.js';
import { checkbox, localized, problemLine } from './form_controls.js';

// While the number of bands is the same, they may have been renamed: a band is then known by its place, else by its name.
const previous = (old, names, i) =>
  old.length === names.length ? old[i] : old.find((option) => option.name === names[i]);

// chosen: names of bands. At first a name that is no band is listed too, so that the server can report it.
export function bandTicks(key, fieldName, chosen) {
  const line = el('div', { class: 'ticks-line' });
  const node = el(
    'fieldset',
    { class: 'field', data: { field: fieldName } },
    localized('legend', key),
    line,
    problemLine(),
  );
  let ticks = null;

  const initialTicks = (bands) =>
    bands
      .concat(chosen.filter((name) => !bands.includes(name)))
      .map((name) => ({ name, box: checkbox(chosen.includes(name)) }));

  const updatedTicks = (bands) =>
    bands.map((name, i) => {
      const old = previous(ticks, bands, i);
      return { name, box: checkbox(Boolean(old && old.box.checked)) };
    });

  function update(bands) {
    ticks = ticks ? updatedTicks(bands) : initialTicks(bands);
    fill(
      line,
      ticks.map((tick) => el('label', {}, tick.box, ' ', tick.name || '…')),
    );
  }
  return { node, update, read: () => ticks.filter((tick) => tick.box.checked).map((tick) => tick.name) };
}

// Keeps the options of a select in step with the bands; a removed choice falls back to the lowest band.
export function bandSelect(control, chosen) {
  let bandNames = null;

  function selectedIndex(names) {
    if (!bandNames) return names.indexOf(chosen);
    const old = bandNames.indexOf(control.value);
    return bandNames.length === names.length ? old : names.indexOf(old < 0 ? '' : bandNames[old]);
  }

  function update(bands) {
    const names = bandNames || bands.includes(chosen) ? bands : bands.concat(chosen);
    const index = selectedIndex(names);
    bandNames = names;
    fill(
      control,
      names.map((name) => el('option', { value: name }, name)),
    );
    control.value = names[index < 0 ? names.length - 1 : index];
  }
  return { update };
}
