// Choices among a meeting's bands. They follow as bands are renamed, added and removed; what is chosen stays chosen.
import { el, fill } from '../shared/dom.js';
import { checkbox, problem } from './form_controls.js';
import { w } from './dialogs.js';

// A choice stands for the band at its place while their number is the same, else for the one of its name.
const carried = (old, names, i) => (old.length === names.length ? old[i] : old.find((one) => one.name === names[i]));

// chosen: names of bands; one that is no band stands there too, for the server to name.
export function bandTicks(key, field, chosen) {
  const line = el('div', { class: 'ticks-line' });
  const node = el('fieldset', { class: 'field', data: { field } }, w('legend', key), line, problem());
  let ticks = null;

  function follow(bands) {
    const names = ticks ? bands : bands.concat(chosen.filter((name) => !bands.includes(name)));
    ticks = names.map((name, i) => {
      const old = ticks ? carried(ticks, names, i) : null;
      return { name, box: checkbox(ticks ? Boolean(old && old.box.checked) : chosen.includes(name)) };
    });
    fill(
      line,
      ticks.map((one) => el('label', {}, one.box, ' ', one.name || '…')),
    );
  }
  return { node, follow, read: () => ticks.filter((one) => one.box.checked).map((one) => one.name) };
}

export function bandSelect(control, chosen) {
  let options = null;

  function follow(bands) {
    const names = options || bands.includes(chosen) ? bands : bands.concat(chosen);
    const at = options ? options.find((one) => one.name === control.value) : { name: chosen };
    const still = options && options.length === names.length ? options.indexOf(at) : names.indexOf(at ? at.name : '');
    options = names.map((name) => ({ name }));
    fill(
      control,
      names.map((name) => el('option', { value: name }, name)),
    );
    control.value = names[still < 0 ? names.length - 1 : still];
  }
  return { follow };
}
