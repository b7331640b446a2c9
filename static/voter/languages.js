// The languages of the voter's page: its script brings the sentences of one, the other is fetched when it is wanted.
import { $ } from '../shared/dom.js';
import { addLanguage, hasLanguage } from '../shared/i18n.js';

// Beside the page's script, wherever that came from.
function address(language) {
  return $('script[type=module]').src.replace(/main[^/]*$/, 'words.' + language + '.json');
}

// Resolves to whether the language is here.
export async function loadLanguage(language) {
  try {
    if (!hasLanguage(language)) addLanguage(language, await (await fetch(address(language))).json());
    return true;
  } catch (e) {
    return false;
  }
}
