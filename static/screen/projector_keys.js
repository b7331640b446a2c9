// What each key of the projector does: one table, from which keys.js handles them and key_list.js lists them.
import { $ } from '../shared/dom.js';
import { canFillScreen, isFullScreen, toggleFullScreen } from './display_options.js';
import { closeKeyList, isKeyListOpen, toggleKeyList } from './key_list.js';
import { canShowJoin, toggleOverlay } from './overlay.js';
import { chooseTheme, currentTheme, themeAfter } from './themes.js';

const always = () => true;

function overlayKeys({ state, overlay, render }) {
  const toggle = (name) => () => {
    closeKeyList();
    toggleOverlay(overlay, name);
    render();
  };
  return [
    {
      key: 'b',
      text: () => (overlay.shows === 'black' ? 'keys.back' : 'keys.black'),
      when: always,
      does: toggle('black'),
    },
    {
      key: 'j',
      text: () => (overlay.shows === 'join' ? 'keys.back' : 'keys.join'),
      when: () => canShowJoin(state) && (state.view.view !== 'join' || overlay.shows === 'black'),
      does: toggle('join'),
    },
  ];
}

function backKey({ overlay, render }) {
  return {
    key: 'Escape',
    text: () => (isKeyListOpen() ? 'keys.close' : 'keys.back'),
    when: () => isKeyListOpen() || overlay.shows !== null,
    does() {
      if (isKeyListOpen()) closeKeyList();
      else overlay.shows = null;
      render();
    },
  };
}

// page: {state, overlay, turner, render, toggleTurning, changeLanguage} of main.js. Each key: {key, text(): what it does now, when():
// whether it works now, does()}, in the order of the list.
export function keyTable(page) {
  const pageText = () => (page.turner.isTurning() ? 'turn.stop' : 'turn.go');
  const table = [
    ...overlayKeys(page),
    { key: 'f', text: () => (isFullScreen() ? 'keys.window' : 'full'), when: canFillScreen, does: toggleFullScreen },
    { key: 'p', text: pageText, when: () => !$('#turning').hidden, does: page.toggleTurning },
    { key: 't', text: () => 'keys.theme', when: always, does: () => chooseTheme(themeAfter(currentTheme())) },
    { key: 'l', text: () => 'keys.language', when: always, does: page.changeLanguage },
    backKey(page),
    {
      key: '?',
      text: () => (isKeyListOpen() ? 'keys.close' : 'keys.list'),
      when: always,
      does: () => toggleKeyList(table),
    },
  ];
  return table;
}
