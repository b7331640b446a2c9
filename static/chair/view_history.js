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

  // The view before the present one; null without one.
  earlier() {
    return this.views[this.views.length - 2] || null;
  }

  // Forgets the last two views: the present one and the earlier one, which is remembered when shown; or, once that is shown, the
  // detour to it.
  back() {
    this.views.splice(-2);
  }
}
