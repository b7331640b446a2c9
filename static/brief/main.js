// 述职摘要: the sheet on which a phone shows them. The voter's page loads it when somebody asks for one (voter/brief.js) and
// says so by the event `brief`: {session, lang}. It covers the ballot and leaves it as it is.
import { $, el, fill, write } from '../shared/dom.js';
import { setLang, t, use } from '../shared/i18n.js';
import { words } from './messages.js';
import { forgetOthers, keptText, keepText } from './kept_texts.js';
import { listedPeople, placeOf } from './people.js';

const TICK_MS = 500;
const ASK_AGAIN_MS = 5000;

use(words);

let sheet = null;

const button = (key, kind, press) =>
  el('button', { type: 'button', class: 'button ' + kind, on: { click: press } }, key && t(key));

class Sheet {
  constructor(session, languageOfPage) {
    Object.assign(this, { session, languageOfPage, askedAt: 0, texts: {}, people: [], text: null, isLeaving: false });
    this.stateAtStart = this.pageState();
    this.people = listedPeople(session.state);
    this.place = placeOf(this.people, session);
    this.around = [$('#main'), $('#brief'), $('.help')];
    this.scrolled = window.pageYOffset;
    this.around.forEach((node) => node.classList.add('behind'));
    forgetOthers(session.state.meeting.id);
    this.build();
    $('#main').after(this.node);
    window.scrollTo(0, 0);
    this.name.focus();
    this.timer = setInterval(() => this.update(), TICK_MS);
    this.update();
  }

  pageState() {
    return document.documentElement.dataset.state;
  }

  build() {
    setLang(this.languageOfPage(), true);
    this.name = el('h1', { tabindex: '-1' });
    this.about = el('p', { class: 'meta' });
    this.notice = el('div', { class: 'banner', role: 'status', hidden: true });
    this.body = el('div', { class: 'brief-text' });
    this.left = el('p', { class: 'meta', hidden: true });
    const choice = this.choiceOfPerson();
    this.back = button('back', 'primary', () => this.leave());
    this.before = button('before', '', () => this.turn(-1));
    this.after = button('after', '', () => this.turn(1));
    const foot = el('footer', { class: 'foot' }, this.left, el('div', { class: 'bar-buttons' }, this.buttons()));
    const parts = [this.notice, choice, this.name, this.about, this.body, foot];
    const node = el('section', { id: 'brief-sheet', 'aria-label': t('title') }, parts);
    if (this.node) this.node.replaceWith(node);
    this.node = node;
    this.language = this.languageOfPage();
  }

  buttons() {
    return this.people.length > 1 ? [this.before, this.back, this.after] : this.back;
  }

  // A hall has sixty people at most, so a menu finds each at once.
  choiceOfPerson() {
    if (this.people.length < 2) return null;
    const options = this.people.map(({ label }, i) => el('option', { value: i }, label));
    const choose = () => this.go(Number(this.menu.value));
    this.menu = el('select', { class: 'input', on: { change: choose } }, options);
    return el('label', { class: 'brief-choice' }, el('span', { class: 'meta' }, t('choose')), this.menu);
  }

  go(place) {
    this.place = place;
    this.text = null;
    this.askedAt = 0;
    this.update();
    window.scrollTo(0, 0);
    this.name.focus();
  }

  turn(step) {
    this.go((this.place + step + this.people.length) % this.people.length);
  }

  // What the server has now: somebody may have been added, or a text replaced.
  follow() {
    const people = listedPeople(this.session.state);
    if (JSON.stringify(people) === JSON.stringify(this.people) && this.language === this.languageOfPage()) return;
    const { id } = this.people[this.place] || {};
    const found = people.findIndex((person) => person.id === id);
    this.people = people;
    this.place = Math.max(found, 0);
    this.text = null;
    this.build();
  }

  update() {
    if (!this.session.state.meeting || this.session.state.refused) {
      this.close();
      return;
    }
    this.follow();
    const person = this.people[this.place];
    write(this.name, person ? person.label : t('title'));
    const place = { n: this.place + 1, total: this.people.length };
    write(this.about, t(this.people.length > 1 ? 'place' : 'title', place));
    if (this.menu) this.menu.value = this.place;
    this.showText(person);
    this.showChange();
    this.showLeft();
  }

  showText(person) {
    const text = person ? this.textOf(person) : '';
    if (text === null) this.ask(person);
    const isOffline = this.session.state.connection !== 'online';
    const shown = text === null ? t(isOffline ? 'offline' : 'loading') : text || t('none');
    if (this.text === shown) return;
    this.text = shown;
    const isText = Boolean(text);
    this.body.classList.toggle('soft', !isText);
    fill(
      this.body,
      shown.split('\n').map((line) => el('p', { dir: 'auto' }, line)),
    );
  }

  textOf({ id, version }) {
    const known = this.texts[id];
    if (known && known.version === version) return known.text;
    return keptText(this.session.state.meeting.id, id, version);
  }

  ask({ id }) {
    if (Date.now() - this.askedAt < ASK_AGAIN_MS) return;
    if (this.session.connection.send({ t: 'brief', subject: id })) this.askedAt = Date.now();
  }

  receive({ subject, text }) {
    const person = this.people.find(({ id }) => id === subject);
    if (!person) return;
    this.texts[subject] = { version: person.version, text: text || '' };
    if (text) keepText(this.session.state.meeting.id, subject, person.version, text);
    this.update();
  }

  // Voting has begun or ended behind the sheet.
  showChange() {
    const state = this.pageState();
    const isChanged = state !== this.stateAtStart;
    this.notice.hidden = !isChanged;
    if (isChanged) write(this.notice, t(state === 'ballot' ? 'opened' : 'changed'));
  }

  showLeft() {
    const left = this.pageState() === 'ballot' ? this.session.countdown.left() : null;
    this.left.hidden = left === null;
    if (left === null) return;
    const seconds = Math.max(0, Math.ceil(left / 1000));
    write(this.left, t('left', { m: Math.floor(seconds / 60), s: seconds % 60 }));
    this.left.classList.toggle('soon', this.session.countdown.isEnding());
  }

  // The phone's own key for going back closes the sheet, and so does Escape. A second tap before that would leave the page.
  leave() {
    if (!this.isLeaving) history.back();
    this.isLeaving = true;
  }

  close() {
    clearInterval(this.timer);
    this.node.remove();
    this.around.forEach((node) => node.classList.remove('behind'));
    window.scrollTo(0, this.scrolled);
    this.session.sheet = sheet = null;
    $($('#brief').hidden ? '#main h1' : '#brief button').focus({ preventScroll: true });
  }
}

function open({ detail }) {
  if (sheet || !detail.session.state.meeting) return;
  history.pushState(history.state, '');
  sheet = detail.session.sheet = new Sheet(detail.session, detail.lang);
}

function leave() {
  if (sheet) sheet.close();
}

window.addEventListener('brief', open);
window.addEventListener('popstate', leave);
document.addEventListener('keydown', (event) => {
  if (sheet && event.key === 'Escape') sheet.leave();
});

// The styles first; without them it is readable too.
function start() {
  const address = document.querySelector('script[src*="/brief/main"]').src.replace(/brief\/main.*/, 'brief.css');
  const style = el('link', { rel: 'stylesheet', href: address });
  style.onload = style.onerror = () => window.dispatchEvent(new Event('brief-ready'));
  document.head.appendChild(style);
}

start();
