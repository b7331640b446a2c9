// 现场: the room as it is now, and new links for lost ones. Opens and closes nothing.
import { el, fill, write } from '../shared/dom.js';
import { timeLeft, formatMinutes } from '../shared/time.js';
import { t } from '../shared/i18n.js';
import { ask, w } from '../staff/dialogs.js';
import { linkCards } from '../staff/link_cards.js';
import { headline, placed } from '../staff/round_titles.js';
import { table } from './table.js';

const stat = (key) => {
  const number = el('strong', { class: 'stat' });
  return {
    number,
    node: el(
      'div',
      { class: 'card' },
      w('p', 'live.' + key, { class: 'soft' }),
      number,
      w('p', 'live.' + key + '.why', { class: 'hint' }),
    ),
  };
};

const COLUMNS = [{ key: 'round.number', kind: 'narrow' }, { key: 'round.subjects' }, { key: 'round.state' }];

function rounds(desk) {
  const state = (round) => [
    el('span', { class: 'word ' + round.state }, t('word.' + round.state)),
    round.reason ? ' · ' + round.reason : '',
    round.state === 'open' && round.paper_pending ? ' · ' + t('live.waits', { n: round.paper_pending }) : '',
  ];
  const list = desk.state.rounds.slice().reverse();
  if (!list.length) return w('p', 'live.none', { class: 'soft' });
  const line = (round) => [round.number, placed(desk.meeting.document, round), state(round)];
  return table(t('live.list'), COLUMNS, list.map(line));
}

function newLinks(desk, shown) {
  const change = async (role) => {
    const sure = await ask({
      title: t('newkey.title', { role: t('role.' + role), title: desk.meeting.title }),
      yes: t('newkey.yes'),
      danger: true,
      content: [el('p', {}, t('newkey.why'))],
    });
    if (!sure) return;
    await desk.act(async () => {
      const made = await desk.api.post(desk.path('/keys'), { role });
      fill(
        shown,
        w('p', 'links.once', { class: 'banner', role: 'status' }),
        linkCards({ [role]: made.key }, { [role]: made.link }, { [role]: made.qr }),
      );
    });
  };
  return ['chair', 'screen'].map((role) =>
    el(
      'button',
      { type: 'button', class: 'button', on: { click: () => change(role) } },
      t('newkey', { role: t('role.' + role) }),
    ),
  );
}

function joinCodes(desk) {
  const join = desk.state.join;
  if (desk.state.meeting.admission !== 'open' || !join || !join.codes) return null;
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'live.join'),
    el('p', {}, join.url),
    Object.keys(join.codes).map((group) =>
      el('p', {}, group + ' ', el('strong', { class: 'code' }, join.codes[group].replace(/(.{4})/, '$1 '))),
    ),
  );
}

function build(desk) {
  const stats = { cast: stat('cast'), joined: stat('joined'), stale: stat('stale'), paper: stat('paper') };
  const now = el('p', { class: 'state' });
  const list = el('div', {});
  const join = el('div', {});
  const shown = el('div', {});
  const clock = () => {
    const open = desk.open();
    const left = open ? timeLeft(desk.state.ends.get(open.id)) : null;
    write(
      now,
      open
        ? t('live.now', { name: headline(open.subjects) }) +
            (left === null ? '' : ' · ' + t('left', { time: formatMinutes(left) }))
        : t('live.idle'),
    );
    if (!now.isConnected && ticking) stop();
  };
  let ticking = 0;
  let told = '';
  const stop = () => {
    clearInterval(ticking);
    ticking = 0;
  };
  const live = () => {
    const turnout = desk.state.turnout;
    clock();
    if (turnout) {
      write(stats.cast.number, turnout.cast + ' / ' + turnout.issued);
      ['joined', 'stale', 'paper'].forEach((key) => write(stats[key].number, turnout[key]));
    }
    const stand = JSON.stringify(desk.state.rounds);
    if (stand !== told) fill(list, rounds(desk));
    told = stand;
    fill(join, joinCodes(desk));
  };
  live();
  setTimeout(() => {
    ticking = setInterval(clock, 500);
  }, 0);
  return {
    live,
    meeting: live,
    node: el(
      'div',
      {},
      now,
      el(
        'div',
        { class: 'stats' },
        Object.keys(stats).map((key) => stats[key].node),
      ),
      join,
      el('section', { class: 'card block' }, w('h2', 'live.list'), list),
      el(
        'section',
        { class: 'card block' },
        w('h2', 'live.links'),
        w('p', 'live.links.why', { class: 'soft' }),
        el('div', { class: 'acts lead' }, newLinks(desk, shown)),
        shown,
      ),
    ),
  };
}

export const section = {
  key: 'live',
  build,
  mark: (desk) => (desk.open() ? '●' : desk.state.rounds.length ? '✓' : ''),
};
