// The shape of a ballot form in a document: blank and normal forms, generated keys, words. Pure.

const nonEmpty = (list) => (list && list.length ? list : undefined);

function normalScale(scale) {
  if (!scale) return undefined;
  if (scale.choices) return { choices: scale.choices };
  const step = scale.step && String(scale.step) !== '1' ? String(scale.step) : undefined;
  return { min: scale.min, max: scale.max, step };
}

const normalItem = (item) => ({
  key: item.key,
  title: item.title,
  weight: item.weight !== undefined && String(item.weight) !== '1' ? String(item.weight) : undefined,
  abstain: item.abstain || undefined,
  scale: normalScale(item.scale),
  about: item.about || undefined,
});

const withoutUndefined = (value) => JSON.parse(JSON.stringify(value));

// The form without what is at its default, so that equal forms are equal texts.
export function normalForm(form) {
  return withoutUndefined({
    id: form.id,
    title: form.title,
    scale: normalScale(form.scale || form.items[0].scale),
    items: form.items.map(normalItem),
    notes: nonEmpty(form.notes && form.notes.map(({ key, title, max }) => ({ key, title, max: max || 500 }))),
    score: form.score === 'sum' ? 'sum' : undefined,
    limits: nonEmpty(form.limits),
    agree: nonEmpty(form.agree),
    explain: nonEmpty(form.explain),
    guidance: form.guidance || undefined,
    write_in: form.write_in || undefined,
  });
}

export const isSameForm = (one, other) => JSON.stringify(normalForm(one)) === JSON.stringify(normalForm(other));

// prefix and the first number that no other key has.
export function freshKey(prefix, keys) {
  let number = keys.length + 1;
  while (keys.includes(prefix + number)) number += 1;
  return prefix + number;
}

const wordsOf = (scale) => (scale && scale.choices ? scale.choices : []);
const wordOf = (choice) => (Array.isArray(choice) ? choice[0] : choice);
const hasValues = (scale) => !scale.choices || scale.choices.every(Array.isArray);
const scaleOf = (form, item) => item.scale || form.scale;

// The words of one item, or all words of the form.
export const itemWords = (form, item) => wordsOf(scaleOf(form, item)).map(wordOf);

export function formWords(form) {
  const all = form.items.reduce((words, item) => words.concat(itemWords(form, item)), []);
  return all.filter((word, i) => all.indexOf(word) === i);
}

export const wordedItems = (form) => form.items.filter((item) => scaleOf(form, item).choices);
export const valuedItems = (form) => form.items.filter((item) => hasValues(scaleOf(form, item)));
