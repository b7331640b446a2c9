// Edits what follows from each grade (结果运用): a line of text for each, printed below the grade.
import { el } from '../shared/dom.js';
import { keySelect } from './band_select.js';
import { inlineInput, menu, problemLine } from './form_controls.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';

const choicesOf = (names) => names.map((name) => ({ value: name, text: name }));

// uses: [[grade, text]…]; gradeNames() are the grades that can be given.
export function usesEditor(uses, gradeNames) {
  function useRow([chosen, text], buttons) {
    const control = menu('use.grade', [], '');
    const grade = keySelect(control, chosen);
    const line = inlineInput('use.text', text, 40, { maxlength: '200' });
    const node = el(
      'div',
      { class: 'row' },
      sentence('use.sentence', { grade: control, text: line }),
      buttons,
      problemLine(),
    );
    grade.update(choicesOf(gradeNames()));
    return {
      node,
      focus: control,
      grade: () => control.value,
      update: () => grade.update(choicesOf(gradeNames())),
      read(path) {
        node.dataset.field = path;
        control.dataset.field = path + '[0]';
        line.dataset.field = path + '[1]';
        return [control.value, line.value.trim()];
      },
    };
  }

  // A new line is for a grade that has none.
  function blank() {
    const taken = list.rows().map((row) => row.grade());
    return [gradeNames().find((name) => !taken.includes(name)) || '', ''];
  }
  const list = listEditor({ values: uses, create: useRow, addKey: 'use.add', blank, isOrdered: false });
  return list;
}
