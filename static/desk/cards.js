// 票卡: issues and prints cards, voids lost ones. Codes pass through to paper and are never kept.
import { $, el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, select, w } from '../keyed/ask.js';
import { input } from '../keyed/groups.js';

const PER_PAGE = 12;

// The print sheet is the server's own page; its sheet alone is taken over, as elements.
async function issue(desk, body) {
  const html = await desk.api.text('POST', desk.path('/cards'), body, 'text/html');
  const page = new DOMParser().parseFromString(html, 'text/html');
  fill(
    $('#sheets'),
    Array.from(page.querySelectorAll('.sheet')).map((sheet) => document.adoptNode(sheet)),
  );
}

function issueForm(desk, printed) {
  const group = select(desk.meeting.document.groups.map((g) => ({ value: g.name, text: g.name })));
  group.selectedIndex = 0;
  const count = input(null, '', { inputmode: 'numeric' });
  const recuse = select(
    [{ value: '', key: 'cards.nobody' }].concat(
      desk.meeting.subjects.map((s) => ({
        value: s.id,
        text: s.name + (s.unit ? ' · ' + s.unit : '') + ' · ' + s.part,
      })),
    ),
    '',
  );
  const pages = el('p', { class: 'hint', role: 'status' });
  count.addEventListener('input', () => {
    const n = Number(count.value);
    pages.textContent = n > 0 ? t('cards.pages', { n, pages: Math.ceil(n / PER_PAGE) }) : '';
  });
  async function go() {
    const n = Number(count.value);
    if (!Number.isInteger(n) || n < 1) {
      desk.say(t('cards.count.wrong'));
      count.focus();
      return;
    }
    const sure = await ask({
      title: t('cards.sure', { n, group: group.value }),
      yes: t('cards.print'),
      content: [el('p', {}, t('cards.once', { pages: Math.ceil(n / PER_PAGE) }))],
    });
    const body = { group: group.value, count: n };
    if (recuse.value) body.recuse = recuse.value;
    if (!sure || !(await desk.act(() => issue(desk, body)))) return;
    printed(n);
    await desk.act(desk.refresh);
    window.print();
  }
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'cards.issue'),
    el(
      'div',
      { class: 'grid' },
      field('cards.group', group),
      el('div', {}, field('cards.count', count, 'cards.spare'), pages),
      field('cards.recuse', recuse, 'cards.recuse.hint'),
    ),
    button('cards.issue.do', go, 'primary'),
  );
}

function voidForm(desk) {
  const codes = el('textarea', { rows: '4', spellcheck: 'false', autocomplete: 'off' });
  async function go() {
    const tokens = codes.value
      .split(/[\n,，;；]+/)
      .map((one) => one.trim())
      .filter(Boolean);
    if (!tokens.length) {
      desk.say(t('cards.codes.none'));
      codes.focus();
      return;
    }
    const sure = await ask({
      title: t('cards.void.title', { n: tokens.length }),
      yes: t('cards.void'),
      danger: true,
      content: [el('p', {}, t('cards.void.why'))],
    });
    if (sure && (await desk.act(() => desk.api.post(desk.path('/void-cards'), { tokens }), t('cards.voided')))) {
      codes.value = '';
      await desk.act(desk.refresh, t('cards.voided'));
    }
  }
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'cards.lost'),
    field('cards.codes', codes, 'cards.codes.hint'),
    button('cards.void', go, 'danger'),
  );
}

function batches(desk) {
  const voidBatch = async (one) => {
    const sure = await ask({
      title: t('cards.batch.title', { n: one.count, group: one.group }),
      yes: t('cards.batch.void'),
      danger: true,
      content: [el('p', {}, t('cards.void.why'))],
    });
    if (sure && (await desk.act(() => desk.api.post(desk.path('/void-cards'), { batch: one.batch })))) {
      await desk.act(desk.refresh, t('cards.voided'));
    }
  };
  const line = (one, i) =>
    el(
      'tr',
      {},
      el('td', {}, one.batch ? t('cards.batch', { n: i + 1 }) : t('cards.scanned')),
      el('td', {}, one.group),
      el('td', { class: 'number' }, one.count),
      el('td', { class: 'number' }, one.void),
      el('td', { class: 'number' }, one.count - one.void),
      el(
        'td',
        {},
        !one.batch
          ? ''
          : one.void < one.count
            ? el(
                'button',
                { type: 'button', class: 'button small danger', on: { click: () => voidBatch(one) } },
                t('cards.batch.void'),
              )
            : el('span', { class: 'soft' }, t('cards.allvoid')),
      ),
    );
  const list = desk.meeting.cards;
  if (!list.length) return w('p', 'cards.none', { class: 'soft' });
  return el(
    'div',
    { class: 'scroll' },
    el(
      'table',
      { class: 'table list' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'col' }, t('cards.head.batch')),
          el('th', { scope: 'col' }, t('group.name')),
          ['count', 'void', 'valid'].map((key) => el('th', { scope: 'col', class: 'number' }, t('cards.head.' + key))),
          el('th', { scope: 'col' }, t('acts')),
        ),
      ),
      el('tbody', {}, list.map(line)),
    ),
  );
}

function build(desk) {
  const table = el('div', {});
  const again = el('section', { class: 'card block', hidden: true });
  const printed = (n) => {
    fill(
      again,
      el('p', {}, t('cards.printed', { n })),
      el(
        'div',
        { class: 'acts' },
        button('cards.again', () => window.print(), ''),
        button(
          'cards.clear',
          () => {
            fill($('#sheets'));
            again.hidden = true;
          },
          'quiet',
        ),
      ),
    );
    again.hidden = false;
  };
  const draw = () => fill(table, batches(desk));
  draw();
  return {
    meeting: draw,
    node: el(
      'div',
      {},
      desk.meeting.document.admission !== 'cards' ? w('p', 'cards.open', { class: 'banner' }) : null,
      issueForm(desk, printed),
      again,
      el('section', { class: 'card block' }, w('h2', 'cards.batches'), table),
      voidForm(desk),
    ),
  };
}

const mark = (desk) =>
  desk.meeting.cards.some((one) => one.count > one.void) || desk.meeting.document.admission !== 'cards' ? '✓' : '';

export const section = { key: 'cards', build, mark };
