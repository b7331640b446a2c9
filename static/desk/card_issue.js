// Issues and prints cards or paper ballots. Codes go to the printer and are never stored.
import { $, el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, field, input, localized, options, select } from '../staff/form_controls.js';
import { people } from './card_people.js';
import { cardTotals, suggestion } from './card_totals.js';
import { table } from './table.js';

// The server answers with a whole page for printing: only its sheets are copied, as elements.
async function loadSheets(desk, body) {
  const html = await desk.api.text('POST', desk.path('/cards'), body, 'text/html');
  const page = new DOMParser().parseFromString(html, 'text/html');
  const sheets = Array.from(page.querySelectorAll('.sheet'));
  fill(
    $('#sheets'),
    sheets.map((sheet) => document.adoptNode(sheet)),
  );
}

// Sizes of paper for paper ballots; the first fits every printer.
const PAPERS = ['A4', 'A3'];

// Names of the parts in which a group votes.
const partsOfGroup = (desk, group) =>
  desk.state.parts.filter((part) => !part.entered && part.groups.includes(group)).map((part) => part.name);

const networkOptions = (networks) =>
  networks.map((network, i) => ({ value: String(i + 1), text: i + 1 + ' · ' + network.ssid }));

const named = (names) => names.map((name) => ({ value: name, text: name }));

const TOTAL_COLUMNS = [
  { key: 'check.group' },
  { key: 'check.expected', kind: 'number' },
  { key: 'cards.head.valid', kind: 'number' },
  { key: 'cards.totals.verdict' },
];

function totalVerdict({ expected, valid, missing }) {
  if (!expected) return '—';
  if (missing) return el('strong', { class: 'warn' }, t('cards.totals.missing', { n: missing }));
  return el('span', { class: 'good' }, t('cards.totals.enough', { n: valid - expected }));
}

// The cards of each group against the people expected; null where no number of people is known.
function totalsTable(meeting) {
  const totals = cardTotals(meeting).filter(({ expected }) => expected);
  if (!totals.length) return null;
  const rows = totals.map((total) => [total.group, total.expected, total.valid, totalVerdict(total)]);
  if (totals.length > 1) rows.push(sumRow(totals));
  return table(t('cards.totals'), TOTAL_COLUMNS, rows);
}

function sumRow(totals) {
  const sum = (key) => totals.reduce((all, total) => all + total[key], 0);
  const missing = sum('missing');
  const verdict = missing ? totalVerdict({ expected: 1, missing }) : '';
  return [t('check.total'), sum('expected'), sum('valid'), verdict];
}

// For choices that say more than a word.
function wideField(...fieldOf) {
  const node = field(...fieldOf);
  node.classList.add('wide');
  return node;
}

class IssueForm {
  // printed(count) is called after the cards were issued.
  constructor(desk, printed) {
    this.desk = desk;
    this.printed = printed;
    const groups = desk.meeting.document.groups.map((group) => group.name);
    this.kind = select(options('cards.kind', ['cards', 'forms']), 'cards');
    this.group = select(named(groups), groups[0]);
    this.part = el('select', {});
    this.count = input(null, '', { inputmode: 'numeric' });
    this.recuse = select([{ value: '', key: 'cards.nobody' }].concat(people(desk.meeting)), '');
    this.wifi = select(networkOptions(desk.state.wifi), '1');
    this.isCountTyped = false;
    this.suggested = el('p', { class: 'hint' });
    this.paper = select(options('cards.paper', PAPERS), PAPERS[0]);
    this.pages = el('p', { class: 'hint', role: 'status' });
    this.totals = el('div', { class: 'card-totals' });
    this.wifiField = field('cards.wifi', this.wifi, 'cards.wifi.hint');
    this.paperField = wideField('cards.paper', this.paper, 'cards.paper.hint');
    this.partField = field('cards.part', this.part, 'cards.part.hint');
    this.node = this.build();
    this.group.addEventListener('change', () => this.updateParts());
    this.kind.addEventListener('change', () => this.update());
    this.count.addEventListener('input', () => {
      this.isCountTyped = this.count.value.trim() !== '';
      this.update();
    });
    this.updateParts();
  }

  build() {
    return el(
      'section',
      { class: 'card block' },
      localized('h2', 'cards.issue'),
      el(
        'div',
        { class: 'grid' },
        wideField('cards.kind', this.kind),
        field('cards.group', this.group),
        this.partField,
        this.paperField,
        this.countField(),
        this.wifiField,
        field('cards.recuse', this.recuse, 'cards.recuse.hint'),
      ),
      this.totals,
      button('cards.issue.do', () => this.submit(), 'primary'),
    );
  }

  // Offers as many cards as the group still needs, until somebody types a number. Phones that scan need no card.
  suggest() {
    const { meeting } = this.desk;
    const wanted = meeting.document.admission === 'cards' ? suggestion(cardTotals(meeting), this.group.value) : null;
    if (!this.isCountTyped) this.count.value = wanted ? String(wanted.people + wanted.spare) : '';
    this.suggested.textContent = this.suggestedText(wanted);
    fill(this.totals, totalsTable(meeting));
    this.update();
  }

  // With what the number stands for, and how many pages that makes.
  countField() {
    const node = field('cards.count', this.count);
    node.lastChild.before(this.suggested, this.pages);
    return node;
  }

  // 0 if the text is not a number of cards.
  number() {
    return /^\d{1,6}$/.test(this.count.value.trim()) ? Number(this.count.value) : 0;
  }

  isForms() {
    return this.kind.value === 'forms';
  }

  suggestedText(wanted) {
    if (!wanted) return t('cards.spare');
    return t(wanted.spare ? 'cards.suggested' : 'cards.suggested.rest', { n: wanted.people, spare: wanted.spare });
  }

  update() {
    this.partField.hidden = !this.isForms();
    this.paperField.hidden = !this.isForms();
    this.wifiField.hidden = this.isForms() || this.wifi.options.length < 2;
    this.pages.textContent = this.number() ? this.pagesText() : '';
  }

  // A paper ballot is for one part.
  updateParts() {
    fill(
      this.part,
      partsOfGroup(this.desk, this.group.value).map((name) => el('option', { value: name }, name)),
    );
    this.suggest();
  }

  pagesText() {
    const count = this.number();
    return t(this.isForms() ? 'cards.pages.forms' : 'cards.pages', {
      n: count,
      pages: Math.ceil(count / this.desk.meeting.cards_per_page),
    });
  }

  confirm() {
    const key = this.isForms() ? 'cards.sure.forms' : 'cards.sure';
    return ask({
      title: t(key, { n: this.number(), group: this.group.value }),
      yes: t('cards.print'),
      content: [el('p', {}, this.pagesText()), el('p', {}, t('cards.once'))],
    });
  }

  body() {
    return Object.assign(
      { group: this.group.value, count: this.number() },
      this.recuse.value ? { recuse: this.recuse.value } : {},
      this.isForms() ? { print: 'forms', part: this.part.value, paper: this.paper.value } : {},
      this.wifiField.hidden ? {} : { wifi: Number(this.wifi.value) },
    );
  }

  async submit() {
    if (!this.number()) {
      this.desk.say(t('cards.count.wrong'));
      this.count.focus();
      return;
    }
    const body = this.body();
    if (!(await this.confirm()) || !(await this.desk.perform(() => loadSheets(this.desk, body)))) return;
    this.printed(body.count);
    this.isCountTyped = false;
    await this.desk.perform(this.desk.refresh);
    window.print();
  }
}

// {node, update(): after the meeting was loaded}.
export function issueForm(desk, printed) {
  const form = new IssueForm(desk, printed);
  return { node: form.node, update: () => form.suggest() };
}

// The last print job, until the secretary has counted the sheets: {node, show(count)}.
export function lastPrint() {
  const node = el('section', { class: 'card block', hidden: true });
  const clear = () => {
    fill($('#sheets'));
    node.hidden = true;
  };
  const show = (count) => {
    const buttons = [button('cards.again', () => window.print(), ''), button('cards.clear', clear, 'quiet')];
    fill(node, el('p', {}, t('cards.printed', { n: count })), el('div', { class: 'acts' }, buttons));
    node.hidden = false;
  };
  return { node, show };
}
