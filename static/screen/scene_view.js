// Puts one scene on the stage and keeps it current: built when its key changes, otherwise only updated, always fitted to the window.
import { $, fill } from '../shared/dom.js';
import { lang } from '../shared/i18n.js';
import { joinCorner } from './corner.js';
import { fitScene } from './fit.js';

export class SceneView {
  // turn(): shows the pages and clocks of this moment.
  constructor(main, turn) {
    this.main = main;
    this.turn = turn;
    this.corner = joinCorner();
    this.forget();
  }

  // The next scene is built, whatever is on the stage.
  forget() {
    this.key = null;
  }

  // key: of the scene as it looks; moment: what it is about. make() returns {node, update(state), enter()}; a scene enters when it
  // is about something new, and not when it is built again, in another language say.
  show({ key, moment, make }, state) {
    const isNew = this.key !== key;
    const isEntering = isNew && this.moment !== moment;
    if (isNew) this.build(key, moment, make());
    if (this.scene.update) this.scene.update(state);
    this.corner.update(state, lang());
    this.turn();
    this.fit(isNew);
    if (isEntering && this.scene.enter) this.scene.enter();
  }

  build(key, moment, scene) {
    Object.assign(this, { key, moment, scene });
    fill(this.main, scene.node);
    const place = $('.scene:not(.join) .corner-place', this.main);
    if (place) place.appendChild(this.corner.node);
  }

  // Fits again when what decides the room that a scene needs and has is different; asking the layout each time would cost frames.
  fit(isNew) {
    const banners = Array.from(document.querySelectorAll('body > header > *'), (banner) => banner.hidden);
    const extent = [this.main.textContent.length, ...banners].join();
    if (!isNew && extent === this.extent) return;
    this.extent = extent;
    fitScene(this.scene.node);
    this.turn();
  }
}
