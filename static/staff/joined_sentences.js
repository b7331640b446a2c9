// Sentences one after the other. No DOM.
import { t } from '../shared/i18n.js';

// Empty ones are left out. Some languages have no space after a full stop.
export const joinSentences = (sentences) => sentences.filter(Boolean).join(t('sentence.space'));
