// A paper ballot as it is keyed: digits become marks, marks become words. No DOM, no link.

// Every question of a round in the paper's order.
export function questions(round) {
  const all = [];
  round.subjects.forEach((subject, s) => round.form.items.forEach((item, i) => all.push({ subject, item, s, i })));
  return all;
}

export function blank(round) {
  return {
    marks: round.subjects.map(() => round.form.items.map(() => undefined)),
    recused: round.subjects.map(() => false),
    notes: [],
  };
}

// What typed digits mean for an item: {mark}, {abstain}, {recuse}, or {wrong: key of the reason}.
export function meaning(form, item, text) {
  const typed = text.trim();
  if (typed === '-') return { recuse: true };
  if (!/^\d{1,3}$/.test(typed)) return { wrong: 'paper.digits' };
  const n = Number(typed);
  const scale = form.scale;
  if (scale.choices) {
    if (n >= 1 && n <= scale.choices.length) return { mark: n - 1 };
  } else if (n >= scale.min && n <= scale.max) return { mark: n };
  if (n === 0) return item.abstain ? { abstain: true } : { wrong: 'paper.noabstain' };
  return { wrong: 'paper.range' };
}

// The band of a whole-number mark; bands are [name, floor] from high to low.
export function band(round, mark) {
  if (round.form.scale.choices) return round.form.scale.choices[mark][0];
  const found = (round.bands || []).find((one) => mark >= Number(one[1]));
  const last = (round.bands || [])[(round.bands || []).length - 1];
  return found ? found[0] : last ? last[0] : '';
}

export function put(entry, question, value) {
  if (value.recuse) entry.recused[question.s] = true;
  else {
    entry.recused[question.s] = false;
    entry.marks[question.s][question.i] = value.abstain ? null : value.mark;
  }
}

// Where two keyings differ: the questions.
export function differences(round, one, two) {
  return questions(round).filter(
    (q) => one.recused[q.s] !== two.recused[q.s] || (!one.recused[q.s] && one.marks[q.s][q.i] !== two.marks[q.s][q.i]),
  );
}

// What goes over the wire. A spoiled ballot has no marks at all.
export function wire(round, entry, spoiled) {
  const scores = round.subjects.map((subject, s) => (spoiled || entry.recused[s] ? null : entry.marks[s].slice()));
  return {
    scores,
    notes: spoiled ? [] : entry.notes.filter((note) => note.text.trim() && !entry.recused[note.subject]),
  };
}

export function nonce() {
  return crypto.getRandomValues(new Uint8Array(16));
}
