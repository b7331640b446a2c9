// 彩排: from rehearsal to the real meeting, saying what is wiped. There is no way back.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, w } from '../staff/dialogs.js';

function build(desk) {
  const trying = desk.meeting.phase === 'rehearsal';
  async function live() {
    const sure = await ask({
      title: t('live.title', { title: desk.meeting.title }),
      yes: t('live.yes'),
      danger: true,
      content: [
        el('p', {}, t('live.wiped')),
        el(
          'ul',
          { class: 'dots' },
          ['rounds', 'ballots', 'tokens'].map((key) => w('li', 'live.' + key)),
        ),
        el('p', {}, t('live.kept')),
        el(
          'ul',
          { class: 'dots' },
          ['cards', 'document'].map((key) => w('li', 'live.' + key)),
        ),
        el('p', {}, t('live.noway')),
      ],
    });
    if (sure && (await desk.act(() => desk.api.post(desk.path('/phase'), { phase: 'live' })))) {
      await desk.act(desk.refresh);
      desk.build();
      desk.say(t('live.done'), true);
    }
  }
  const steps = ['phones', 'round', 'paper', 'screen'].map((key) => w('li', 'try.' + key));
  const now = el(
    'p',
    {},
    t('phase.now'),
    el('strong', {}, t('phase.' + desk.meeting.phase)),
    trying ? t('try.rounds', { n: desk.meeting.rounds.length }) : '',
  );
  return {
    lead: trying ? '' : t('live.already'),
    node: el(
      'section',
      { class: 'card block' },
      now,
      trying
        ? [
            w('h2', 'try.title'),
            el('ol', { class: 'dots' }, steps),
            el('div', { class: 'acts lead' }, button('live.do', live, 'primary')),
          ]
        : null,
    ),
  };
}

export const section = { key: 'rehearsal', build, mark: (desk) => (desk.meeting.phase === 'rehearsal' ? '' : '✓') };
