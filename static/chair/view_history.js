// The views that were on the screen, so that it can go back. Knows neither rounds nor words.

const MOST = 20;

export function past() {
  const seen = [];
  return {
    remember(view) {
      const last = seen[seen.length - 1];
      if (last && last.view === view.view && last.subject === view.subject) return;
      seen.push(view);
      if (seen.length > MOST) seen.shift();
    },
    // Takes the last view off and gives the one before it, or null. Showing it remembers it again.
    back() {
      if (seen.length < 2) return null;
      seen.pop();
      return seen.pop();
    },
  };
}
