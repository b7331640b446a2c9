// The notice line and the heading of a page. Knows no page's content.
import { $ } from '../shared/dom.js';

// Shows a sentence at the top of the page; '' clears it. isGood: a success, not a problem.
export function showNotice(text, isGood) {
  const notice = $('#notice');
  notice.textContent = text;
  notice.classList.toggle('done', Boolean(isGood));
  notice.hidden = !text;
  if (text) notice.scrollIntoView({ block: 'nearest' });
}

// Once the sentence `previous` no longer holds. Another sentence that has taken its place stays.
export function replaceNotice(previous, text, isGood) {
  if ($('#notice').textContent === previous) showNotice(text, isGood);
}

// Starts a new page at its top, for screen readers too.
export function startAt(heading) {
  window.scrollTo(0, 0);
  heading.tabIndex = -1;
  heading.focus();
}

// On a page that was built again and is read on from where it was.
export function focusHeading(heading) {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
