// Edits the rank: who is ranked with whom, by what, and which awards follow from it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { awardsEditor } from './awards_editor.js';
import { localized, menu, options, problemLine } from './form_controls.js';
import { rankEditor } from './rank_editor.js';
import { sentence } from './sentence.js';

const DEFAULT_RANK = ['score'];

const isScored = (part) => !part.decide;

// Every key that the parts allow. names: of the grades.
function rankChoices(parts, names) {
  const scored = parts.filter(isScored);
  const items = scored.reduce((all, part) => all.concat(part.source === 'entered' ? [] : part.items), []);
  const own = items.filter((item, i) => items.findIndex((other) => other.key === item.key) === i);
  return [
    { value: 'score', text: t('rank.score') },
    { value: 'exact', text: t('rank.exact') },
    ...names.map((name) => ({ value: 'count:' + name, text: t('rank.count', { name }) })),
    ...own.map((item) => ({ value: 'item:' + item.key, text: t('rank.item', { item: item.title || '…' }) })),
    ...scored.map((part) => ({ value: 'part:' + part.name, text: t('rank.part', { part: part.name || '…' }) })),
  ];
}

// context: {parts(): [{name, decide, source, items}], gradeNames()}.
export function rankingRules(rules, context) {
  const ranking = menu('rules.ranking', options('rules.ranking', ['rosters', 'together']), rules.ranking || 'rosters');
  const rank = rankEditor(rules.rank || DEFAULT_RANK, () => rankChoices(context.parts(), context.gradeNames()), 1);
  const awards = awardsEditor(rules.awards || []);
  ranking.dataset.field = 'rules.ranking';
  const who = el('div', { class: 'row' }, sentence('rules.ranking.sentence', { ranking }), problemLine());
  const node = el(
    'div',
    {},
    who,
    localized('h4', 'rules.rank'),
    rank.node,
    localized('h4', 'rules.awards'),
    awards.node,
    localized('p', 'rules.awards.hint', { class: 'hint' }),
  );

  function read() {
    const keys = rank.read('rules.rank');
    const given = awards.read('rules.awards');
    return {
      ranking: ranking.value === 'together' ? 'together' : undefined,
      rank: keys.join() === DEFAULT_RANK.join() ? undefined : keys,
      awards: given.length ? given : undefined,
    };
  }
  return {
    node,
    read,
    areTogether: () => ranking.value === 'together',
    update() {
      who.hidden = context.parts().filter(isScored).length < 2;
      rank.update();
    },
  };
}
