// The views that the screen has shown, so that it can go back. Knows neither rounds nor words.

const MOST = 20;

export class ViewHistory {
  constructor() {
    this.views = [];
  }

  remember(view) {
    const last = this.views[this.views.length - 1];
    if (last && last.view === view.view && last.subject === view.subject) return;
    this.views.push(view);
    if (this.views.length > MOST) this.views.shift();
  }

  // Removes the last two views and returns the earlier one, which is remembered when shown; null without one.
  back() {
    if (this.views.length < 2) return null;
    this.views.pop();
    return this.views.pop();
  }
}
