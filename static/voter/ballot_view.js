// The ballot as a form: choices, notes, chips, review. Draft in, DOM out; casting and keeping are the caller's.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { marksOf } from '../shared/bands.js';
import {
  UNSET,
  entryOf,
  scored,
  isRecused,
  isDone,
  doneCount,
  faultsOf,
  limitsOf,
  guided,
  toExplain,
  noted,
  lengthOf,
  markNamed,
  contentOf,
  tooManyBytes,
} from './ballot_draft.js';

export function list(words) {
  return words.join(t('list'));
}

function subline(subject) {
  return [subject.unit, subject.post, subject.mode ? t(subject.mode) : ''].filter((word) => word).join(' · ');
}

function choiceText(round, mark) {
  if (mark === null) return t('abstain');
  if (mark === UNSET) return t('review.none');
  const point = markNamed(round, mark);
  return round.form.scale.choices ? point.label : point.label + (point.band ? ' ' + point.band : '');
}

function buttonText(round, mark) {
  if (mark === UNSET) return t('submit.pick');
  if (mark === null) return t('submit.abstain');
  const point = markNamed(round, mark);
  if (round.form.scale.choices) return t('submit.word', { word: point.label });
  return point.band ? t('submit.band', { n: mark, band: point.band }) : t('submit.points', { n: mark });
}

function choice(name, point, labels, chosen, pick) {
  const input = el('input', {
    type: 'radio',
    name,
    value: String(point.mark),
    checked: chosen,
    on: { change: () => pick(point.mark) },
  });
  const cell = el('label', { class: 'choice ' + (point.css || point.tone) + (chosen ? ' on' : '') }, input, labels);
  input.addEventListener('focus', () => cell.classList.toggle('focus', input.matches(':focus')));
  input.addEventListener('blur', () => cell.classList.remove('focus'));
  return cell;
}

function cells(round, item, name, chosen, pick) {
  const words = Boolean(round.form.scale.choices);
  const made = marksOf(round.form, round.bands || []).map((point) =>
    choice(
      name,
      point,
      words
        ? el('span', { class: 'word lead' }, point.label)
        : [el('span', { class: 'digit' }, point.label), el('span', { class: 'word ' + point.tone }, point.band)],
      point.mark === chosen,
      pick,
    ),
  );
  if (item.abstain)
    made.push(
      choice(
        name,
        { mark: null, css: 'wide' },
        el('span', { class: 'word lead' }, t('abstain')),
        chosen === null,
        pick,
      ),
    );
  return made;
}

function itemField(round, entry, j, picked) {
  const item = round.form.items[j];
  const scale = round.form.scale;
  const grid = el('div', {
    class: 'choices' + (scale.choices ? ' words' + (scale.choices.length % 2 ? ' odd' : '') : ''),
  });
  const pick = (mark) => {
    entry.marks[j] = mark;
    grid
      .querySelectorAll('.choice')
      .forEach((cell) => cell.classList.toggle('on', cell.querySelector('input').checked));
    picked();
  };
  fill(grid, cells(round, item, 'item' + j, entry.marks[j], pick));
  return el(
    'fieldset',
    { class: 'item' },
    el(
      'legend',
      {},
      el('span', {}, item.title),
      ' ',
      scale.choices ? null : el('span', { class: 'ends' }, t('ends', { max: scale.max, min: scale.min })),
    ),
    grid,
  );
}

function noteField(note, entry, typed) {
  const counter = el('span', { class: 'meta counter', id: 'counter-' + note.key });
  const title = el('span', {});
  const count = () => {
    const length = lengthOf(entry.notes[note.key]);
    write(counter, t('count', { n: length, max: note.max }));
    counter.classList.toggle('problem', length > note.max);
  };
  const box = el('textarea', {
    rows: 4,
    'aria-label': note.title,
    'aria-describedby': counter.id,
    value: entry.notes[note.key] || '',
    on: {
      input: () => {
        entry.notes[note.key] = box.value;
        count();
        typed();
      },
    },
  });
  count();
  const node = el('details', { class: 'note', open: Boolean(box.value) }, el('summary', {}, title), box, counter);
  return {
    node,
    need(required) {
      write(title, t(required ? 'required' : 'optional', { title: note.title }));
      if (required) node.open = true;
    },
  };
}

function faultText(fault) {
  if (fault.code === 'missing') return t('fault.missing', { items: list(fault.items) });
  if (fault.code === 'explain') return t('fault.explain', { words: list(fault.words) });
  return t('fault.long', { title: fault.title, n: fault.n });
}

function limitOver(limit) {
  return t('limit.over', {
    choices: list(limit.choices),
    used: limit.used,
    most: limit.most,
    n: limit.used - limit.most,
  });
}

// hooks: save(draft), submit({scores, notes}), state() → the line above the name. Returns {node, bar, update(round)}.
// place: {at, reviewing}, the caller's, so that a page drawn anew in another language stands where it stood.
export function ballotView(given, draft, hooks, place) {
  let round = given;
  const turns = scored(round);
  const many = round.subjects.length > 1;
  const single = !many && round.form.items.length === 1;
  let at = place.at === undefined ? turns.find((i) => !isDone(round, draft, i)) : place.at;
  if (at === undefined) at = turns[0];
  let reviewing = Boolean(place.reviewing);
  let fields = [];

  const node = el('section', { class: 'ballot', 'aria-label': t('page') });
  const line = el('p', { class: 'state' });
  const name = el('h1', { tabindex: '-1' });
  const about = el('p', { class: 'about' });
  const number = el('p', { class: 'meta' });
  const gentle = el('div', { class: 'gentle' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const chips = el('div', { class: 'chips', role: 'group', 'aria-label': t('chips') });
  const sheet = el('div', {});
  const submit = el('button', { type: 'button', class: 'button big', on: { click: press } });
  const forward = el('button', { type: 'button', class: 'button big', on: { click: next } });
  const bar = el('div', { class: 'bar-buttons' }, forward, submit);

  function changed() {
    write(problem, '');
    hooks.save(draft);
    refresh();
  }

  function drawChips() {
    fill(
      chips,
      round.subjects.map((subject, i) =>
        el('button', { type: 'button', class: 'chip', on: { click: () => show(i) } }, String(i + 1)),
      ),
    );
  }

  function refreshChips() {
    round.subjects.forEach((subject, i) => {
      const chip = chips.children[i];
      const out = isRecused(round, i);
      const done = !out && isDone(round, draft, i);
      chip.classList.toggle('done', done);
      chip.classList.toggle('out', out);
      write(chip, out ? '–' : String(i + 1));
      chip.setAttribute(
        'aria-label',
        t('chip', { n: i + 1, name: subject.name, state: t(out ? 'chip.recused' : done ? 'chip.done' : 'chip.open') }),
      );
      chip.setAttribute('aria-current', String(i === at));
    });
  }

  function gentleLines() {
    const guide = guided(round, draft);
    const lines = guide
      ? [
          el(
            'p',
            {},
            many
              ? t('guide.used', { bands: list(guide.bands), about: guide.about, used: guide.used })
              : t('guide', { bands: list(guide.bands), about: guide.about }),
          ),
        ]
      : [];
    limitsOf(round, draft).forEach((limit) => {
      const choices = list(limit.choices);
      if (!many) lines.push(el('p', {}, t('limit.remind', { choices, share: limit.share })));
      else if (limit.used > limit.most)
        lines.push(problem.textContent === limitOver(limit) ? null : el('p', { class: 'problem' }, limitOver(limit)));
      else
        lines.push(
          el(
            'p',
            {},
            el('strong', {}, t('limit', { choices, used: limit.used, most: limit.most })),
            ' ',
            t('limit.note', { choices, most: limit.most }),
          ),
        );
    });
    if (!reviewing && (round.form.explain || []).length && round.form.notes.length)
      lines.push(el('p', {}, t('explain.note', { words: list(round.form.explain) })));
    return lines.filter((each) => each);
  }

  function refresh() {
    const entry = isRecused(round, at) ? null : entryOf(draft, round, at);
    const asked = entry && toExplain(round, entry).length > 0 && !noted(entry);
    fields.forEach((field, i) => field.need(asked && i === 0));
    if (many) refreshChips();
    const lines = gentleLines();
    const said = lines.map((each) => each.textContent).join();
    if (gentle.dataset.said !== said) {
      gentle.dataset.said = said;
      fill(gentle, lines);
    }
    refreshButtons(entry);
  }

  function refreshButtons(entry) {
    const done = doneCount(round, draft);
    const all = turns.length;
    if (single) write(submit, buttonText(round, entry.marks[0]));
    else if (many) write(submit, t(reviewing ? 'review.send' : 'submit.part', { done, all }));
    else {
      const set = entry.marks.filter((mark) => mark !== UNSET).length;
      write(submit, t('submit.part', { done: set, all: entry.marks.length }));
    }
    const ready = !many || done === all;
    submit.classList.toggle('primary', ready);
    forward.hidden = !many || (!reviewing && done === all && all > 1);
    write(forward, t(!reviewing ? 'next.one' : ready ? 'review.back' : 'review.go'));
    forward.classList.toggle('primary', !ready && (reviewing || isRecused(round, at) || isDone(round, draft, at)));
    const idle = many ? reviewing && done < all : entry.marks.includes(UNSET);
    submit.classList.toggle('idle', idle);
  }

  function heading() {
    const subject = round.subjects[at];
    write(line, hooks.state());
    write(name, reviewing ? t('review') : subject.name);
    const whole = turns.every((i) => isDone(round, draft, i));
    write(about, reviewing ? t(whole ? 'review.text' : 'review.first') : subline(subject));
    write(number, many && !reviewing ? t('place', { n: at + 1, total: round.subjects.length }) : '');
  }

  function drawSubject() {
    const recused = isRecused(round, at);
    const entry = recused ? null : entryOf(draft, round, at);
    fields = recused ? [] : round.form.notes.map((note) => noteField(note, entry, changed));
    fill(
      sheet,
      recused
        ? el('p', { class: 'card' }, t('recused'))
        : [
            round.form.items.map((item, j) => itemField(round, entry, j, changed)),
            gentle,
            fields.map((field) => field.node),
            el('p', { class: 'meta' }, t('anonymous')),
          ],
    );
  }

  function reviewRow(i) {
    const entry = entryOf(draft, round, i);
    const marks = round.form.items.map(
      (item, j) => (round.form.items.length > 1 ? item.title + ' ' : '') + choiceText(round, entry.marks[j]),
    );
    const faults = faultsOf(round, draft, i);
    return el(
      'li',
      { class: 'review-row' + (faults.length ? ' missing' : '') },
      el(
        'div',
        {},
        el('strong', {}, round.subjects[i].name),
        el('p', {}, list(marks) + (noted(entry) ? ' · ' + t('review.noted') : '')),
        faults
          .filter((fault) => fault.code !== 'missing')
          .map((fault) => el('p', { class: 'problem' }, faultText(fault))),
      ),
      el(
        'button',
        {
          type: 'button',
          class: 'button',
          'aria-label': t('change') + ' ' + round.subjects[i].name,
          on: { click: () => show(i) },
        },
        t('change'),
      ),
    );
  }

  function drawReview() {
    const missing = turns.filter((i) => !isDone(round, draft, i)).map((i) => round.subjects[i].name);
    const recused = round.subjects.filter((s, i) => isRecused(round, i)).map((s) => s.name);
    fields = [];
    fill(
      sheet,
      missing.length
        ? el('p', { class: 'banner' }, t('review.missing', { n: missing.length, names: list(missing) }))
        : null,
      recused.length ? el('p', { class: 'meta' }, t('recused.some', { names: list(recused) })) : null,
      gentle,
      el('ul', { class: 'review card' }, turns.map(reviewRow)),
      el('p', { class: 'meta' }, t('anonymous')),
    );
  }

  function show(i, review) {
    at = i;
    reviewing = Boolean(review);
    Object.assign(place, { at, reviewing });
    write(problem, '');
    if (reviewing) drawReview();
    else drawSubject();
    chips.hidden = !many || reviewing;
    heading();
    refresh();
    window.scrollTo(0, 0);
    name.focus();
  }

  function next() {
    if (reviewing) {
      const first = turns.find((i) => !isDone(round, draft, i));
      show(first === undefined ? at : first);
      return;
    }
    const later = turns.filter((i) => i > at).concat(turns);
    const open = later.find((i) => i !== at && !isDone(round, draft, i));
    show(open === undefined ? at : open, open === undefined);
  }

  function stop(text, target) {
    write(problem, text);
    refresh();
    problem.scrollIntoView({ block: 'center' });
    if (target) target.focus();
  }

  function firstFault() {
    const i = turns.find((each) => !isDone(round, draft, each));
    if (i === undefined) return null;
    const fault = faultsOf(round, draft, i)[0];
    const text = faultText(fault);
    const items = sheet.querySelectorAll('fieldset');
    const target =
      fault.code === 'missing' && items[fault.at]
        ? items[fault.at].querySelector('input')
        : sheet.querySelector('textarea');
    return { text: many ? t('fault.subject', { name: round.subjects[i].name, text }) : text, target };
  }

  function press() {
    if (many && !reviewing) {
      show(at, true);
      return;
    }
    const fault = firstFault();
    const over = many ? limitsOf(round, draft).find((limit) => limit.used > limit.most) : null;
    const content = contentOf(round, draft);
    if (fault) stop(fault.text, fault.target);
    else if (over) stop(limitOver(over));
    else if (tooManyBytes(content.notes)) stop(t('fault.bytes'));
    else hooks.submit(content);
  }

  fill(node, el('header', {}, line, name, about, number), chips, problem, sheet);
  if (many) drawChips();
  if (reviewing) drawReview();
  else drawSubject();
  chips.hidden = !many || reviewing;
  heading();
  refresh();
  return {
    node,
    bar,
    // A new time or a mended spelling: nothing that is being typed is touched.
    update(latest) {
      round = latest;
      heading();
      refresh();
    },
    tell(text) {
      stop(text);
    },
  };
}
