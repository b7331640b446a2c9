// Edits the rule set in sentences: bands, counting, rank, veto and quota. Knows no form.
import { el } from '../shared/dom.js';
import { countingRules } from './counting_rules.js';
import { localized } from './form_controls.js';
import { meetingBands } from './meeting_bands.js';
import { quotaEditor } from './quota_editor.js';
import { rankingRules } from './ranking_rules.js';
import { DEFAULT_RULES } from './rule_set.js';
import { usesEditor } from './uses_editor.js';
import { vetoEditor } from './veto_editor.js';

const block = (key, ...content) => el('section', { class: 'sub' }, localized('h3', key), content);

// Members that are not set are left out of the document.
function withSet(rules, ...sets) {
  const merged = Object.assign({}, rules, ...sets);
  Object.keys(merged).forEach((name) => {
    if (merged[name] === undefined) delete merged[name];
  });
  return merged;
}

// context: {parts(), gradeNames()}, see ranking_rules.js, and defaultBands; stored.off lists rules that a draft keeps though they are switched off.
export function rulesEditor(stored, context) {
  const rules = Object.assign({}, DEFAULT_RULES, stored);
  delete rules.off;
  const isOn = (name) => Boolean(rules[name]) && !(stored.off || []).includes(name);
  const bands = meetingBands(rules.bands, context.defaultBands);
  const veto = vetoEditor(rules.veto, isOn('veto'));
  const quota = quotaEditor(rules.quota, isOn('quota'));
  const counting = countingRules(rules);
  const ranking = rankingRules(rules, context);
  const uses = usesEditor(rules.uses || [], context.gradeNames);
  const ofScores = [
    block('rules.bands', bands.node),
    block('rules.ranks', ranking.node),
    block('rules.checks', veto.node, quota.node),
    block('rules.uses', uses.node, localized('p', 'rules.uses.hint', { class: 'hint' })),
  ];
  const votesOnly = localized('p', 'rules.votes', { class: 'hint' });
  const [bandsBlock, ...others] = ofScores;
  const countingBlock = block('rules.counting', counting.node);
  const node = el('div', { data: { field: 'rules' } }, votesOnly, bandsBlock, countingBlock, others);

  // Only a meeting that has scores needs the rules about them.
  function update() {
    const isScored = context.parts().some((part) => !part.decide);
    ofScores.forEach((section) => {
      section.hidden = !isScored;
    });
    votesOnly.hidden = isScored;
    counting.update(isScored);
    const names = context.gradeNames();
    [veto, quota].forEach((section) => section.update(names));
    ranking.update();
    uses.rows().forEach((row) => row.update());
  }
  node.addEventListener('input', update);

  function readUses() {
    const given = uses.read('rules.uses');
    return { uses: given.length ? given : undefined };
  }
  const readCommon = () => withSet(rules, { bands: bands.read() }, counting.read(), ranking.read(), readUses());
  return {
    node,
    update,
    bands: bands.current,
    areTogether: ranking.areTogether,
    read: () =>
      Object.assign(readCommon(), {
        veto: veto.isOn() ? veto.read() : null,
        quota: quota.isOn() ? quota.read() : null,
      }),
    draft: () =>
      Object.assign(readCommon(), {
        veto: veto.read(),
        quota: quota.read(),
        off: [veto.isOn() ? '' : 'veto', quota.isOn() ? '' : 'quota'],
      }),
  };
}
