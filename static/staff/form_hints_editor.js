// Edits what a form asks of the voter beyond marks: other names, about how many of what, and notes that explain.
import { el } from '../shared/dom.js';
import { checkbox, inlineInput, labelledCheckbox, menu, problemLine } from './form_controls.js';
import { bandSelect, nameTicks } from './band_select.js';
import { sentence } from './sentence.js';
import { parseWhole } from './weights.js';

// A checkbox that shows what belongs to it. onEnable() may fill in what is usual.
export function switched(key, isOn, content, onEnable) {
  const box = checkbox(isOn);
  const inner = el('div', { hidden: !isOn }, content);
  const problem = problemLine();
  box.addEventListener('input', () => {
    inner.hidden = !box.checked;
    if (box.checked && onEnable) onEnable();
  });
  const node = el('div', { class: 'switched' }, labelledCheckbox(key, box), inner, problem);
  function turnOff() {
    box.checked = false;
    inner.hidden = true;
  }
  return { node, isOn: () => box.checked, turnOff };
}

export function writeInEditor(writeIn) {
  const word = menu('write_in.as', [], '');
  const words = bandSelect(word, writeIn ? writeIn.as : '');
  const most = inlineInput('write_in.at_most', writeIn ? writeIn.at_most : 1, 3, { inputmode: 'numeric' });
  const section = switched('write_in', Boolean(writeIn), sentence('write_in.sentence', { word, most }), () => {
    word.selectedIndex = 0;
  });
  return {
    node: section.node,
    update: (names) => words.update(names),
    read(path) {
      section.node.dataset.field = path;
      word.dataset.field = path + '.as';
      most.dataset.field = path + '.at_most';
      return section.isOn() ? { as: word.value, at_most: parseWhole(most.value) } : undefined;
    },
  };
}

export function guidanceEditor(guidance) {
  const names = nameTicks('guidance.bands', guidance ? guidance.bands : []);
  const about = inlineInput('guidance.about', guidance ? guidance.about : 2, 3, { inputmode: 'numeric' });
  const of = inlineInput('guidance.of', guidance ? guidance.of : '', 3, { inputmode: 'numeric' });
  const content = sentence('guidance.sentence', { of, about, names: names.node });
  const section = switched('guidance', Boolean(guidance), content);

  // Guidance about bands of which none is left is none.
  function update(bands) {
    const hadNames = names.read().length > 0;
    names.update(bands);
    if (hadNames && !names.read().length) section.turnOff();
  }
  return {
    node: section.node,
    update,
    read(path) {
      section.node.dataset.field = path;
      names.node.dataset.field = path + '.bands';
      about.dataset.field = path + '.about';
      of.dataset.field = path + '.of';
      if (!section.isOn()) return undefined;
      const stated = { bands: names.read(), about: parseWhole(about.value) };
      return of.value.trim() ? Object.assign(stated, { of: parseWhole(of.value) }) : stated;
    },
  };
}

export function explainEditor(explain) {
  const names = nameTicks('explain.names', explain);
  const node = el('div', { class: 'row' }, sentence('explain.sentence', { names: names.node }), problemLine());
  return {
    node,
    update: names.update,
    read(path) {
      node.dataset.field = path;
      return names.read();
    },
  };
}
