// <room-live>: the screens of a meeting's room, kept up to date. Without this file they are forms and a link that reads
// the page again. What changes stands in [data-live] parts; an update morphs each, by its name (idiomorph.js, by ids), and
// leaves alone where one is: the focus, the scroll, the words that one types, the fold that one opened.

const SLOWEST = 30_000, EACH = 4_000, SOON = 700, SHOWN = 6_000, LOST = 20_000; // milliseconds
const MOST = 12; // pictures at once
const NOT_HERE = [4401, 4403, 4404]; // she may no longer be in this room: the page says why
const shaken = (wait) => wait * (.5 + Math.random()); // so that a hundred phones do not come back in one instant

/* The line to the server: a WebSocket, and while it is away the address of the state, asked again and again. Who only
   passes by has no door: she asks. */
class Line {
  constructor(room) {
    Object.assign(this, {room, tries: 0});
    this.door = room.dataset.door && new URL(room.dataset.door, location.href.replace(/^http/, "ws"));
    if (this.door) this.open();
    else this.poll();
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    clearTimeout(this.again);
    this.socket = new WebSocket(this.door);
    this.socket.onopen = () => { this.tries = 0; clearTimeout(this.next); this.room.isThere(); };
    this.socket.onmessage = ({data}) => this.room.heard(JSON.parse(data));
    this.socket.onclose = ({code}) => NOT_HERE.includes(code) ? reloadOnce() : this.isClosed || this.later();
  }

  later() {
    if (this.tries++ === 0) this.poll();
    this.again = setTimeout(() => this.open(), shaken(Math.min(SLOWEST, 1_000 * 2 ** (this.tries - 1))));
  }

  /* Somebody who comes back: a phone that slept, a network that is there again. */
  wake() {
    if (this.door && !this.isOpen && this.socket.readyState !== WebSocket.CONNECTING) this.open();
    this.ask();
  }

  poll() {
    clearTimeout(this.next);
    this.ask();
    this.next = setTimeout(() => this.isOpen || this.isClosed || this.poll(), shaken(EACH));
  }

  async ask() {
    const {state} = this.room.dataset, answer = await fetch(`${state}&version=${this.room.version}`).catch(() => null);
    if (answer) this.room.isThere();
    if (answer?.ok) this.room.heard(await answer.json());
  }

  send(said) {
    if (this.isOpen) this.socket.send(JSON.stringify(said));
    return this.isOpen;
  }

  close() {
    this.isClosed = true;
    [this.again, this.next].forEach(clearTimeout);
    this.socket?.close();
  }
}

function reloadOnce() {
  const last = Number(sessionStorage.getItem("salle"));
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem("salle", Date.now());
  location.reload();
}

/* What somebody typed, chose or unfolded is theirs: an update leaves it. */
const INITIAL = {value: "defaultValue", checked: "defaultChecked", selected: "defaultSelected"};

function beforeAttributeUpdated(name, element, way) {
  if (name === "open" || name === "tabindex") return way === "update";
  return !(INITIAL[name] in element) || element[name] === element[INITIAL[name]];
}

/* Update the parts that `fresh` has, and give the focus back to where it was: to its part, when the place is gone. */
function update(screen, fresh) {
  for (const next of fresh.querySelectorAll("[data-live]")) {
    const part = screen.querySelector(`[data-live="${next.dataset.live}"]`);
    if (!part) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    Idiomorph.morph(part, next, {callbacks: {beforeAttributeUpdated}});
    if (!focused || focused === document.activeElement) continue;
    part.tabIndex = -1;
    (focused.isConnected ? focused : part).focus({preventScroll: true});
  }
}

customElements.define("room-live", class extends HTMLElement {
  connectedCallback() {
    if ("refused" in this.dataset) return; // it is at the address of its gesture, with its words: forms and links, no more
    this.version = Number(this.dataset.version);
    this.announced = this.toAnnounce();
    this.addEventListener("submit", (event) => this.post(event));
    this.onTheirWay = new Map();
    this.addEventListener("click", (event) => this.press(event, event.target.closest("button")));
    this.wake = () => document.hidden || this.line.wake();
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.line = new Line(this);
    this.ticking = setInterval(() => this.tick(), 5_000);
    this.tick();
  }

  disconnectedCallback() {
    if (!this.line) return;
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    clearInterval(this.ticking);
    this.line.close();
  }

  heard(told) {
    if (told.flash) this.flash(told.flash);
    if (told.html === undefined || told.version < this.version) return;
    if (this.isPaused) this.waiting = told;
    else this.show(told);
  }

  show({html, version}) {
    this.version = version;
    update(this, new DOMParser().parseFromString(html, "text/html"));
    this.tick();
    this.dispatchEvent(new Event("shown"));
    const now = this.toAnnounce(), fresh = [...now].filter(([key, words]) => this.announced.get(key) !== words);
    this.announced = now;
    if (fresh.length) this.querySelector("[data-announcement]").textContent = fresh.map(([, words]) => words).join(" ");
  }

  /* What is said aloud by a screen reader, once, when it changes: the point, the floor, the piece. */
  toAnnounce() {
    return new Map([...this.querySelectorAll("[data-announce]")].map((one) => [one.dataset.announce, one.textContent]));
  }

  /* The second click of a double one would press what the first one brought under the finger. */
  press(event, button) {
    if (event.detail > 1 && button?.hasAttribute("formaction")) return event.preventDefault();
    const shown = button?.dataset.flash ? {flash: button.dataset.flash} : button?.hasAttribute("data-hand") && {hand: true};
    if (shown && this.line.send(shown)) this.say("");
    else if (shown) this.isAway();
    if (button?.hasAttribute("data-pause")) this.pause(button);
  }

  pause(button) {
    this.isPaused = !this.isPaused;
    button.setAttribute("aria-pressed", this.isPaused);
    const waiting = this.waiting;
    this.waiting = null;
    if (this.isPaused) this.querySelector("[data-flashes]")?.replaceChildren();
    else if (waiting) this.heard(waiting);
  }

  /* A gesture is a form: it is sent without leaving the screen, and what changed comes by the line. The same one is
     sent once; another one, pressed before the answer came, goes after it. */
  post(event) {
    const form = event.target, button = event.submitter, near = button?.closest("[data-words]") ?? document;
    const typed = wordsOf(form, near);
    if (!form.hasAttribute("data-gesture")) return;
    event.preventDefault();
    const body = new FormData(form), address = button?.getAttribute("formaction");
    if (button?.name) body.set(button.name, button.value);
    const said = `${address} ${new URLSearchParams(body)}`;
    if (this.onTheirWay.has(said)) return;
    const before = [...this.onTheirWay.values()].at(-1), sent = this.send(address, body, before);
    this.onTheirWay.set(said, sent.then((left) => {
      this.onTheirWay.delete(said);
      if (left && wordsOf(form, near) === typed) resetNear(form, near);
    }));
  }

  /* Return whether it was received. */
  async send(address, body, before) {
    await before;
    const signal = AbortSignal.timeout(LOST), headers = {accept: "application/json"};
    const answer = await fetch(address, {method: "POST", body, headers, signal}).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!answer) return this.isAway();
    this.say(answer.ok ? "" : why(told) || this.dataset.away, told?.said);
    if (!answer.ok) return false;
    if (this.isPaused) this.pause(this.querySelector("[data-pause]"));
    if (this.line.isOpen) setTimeout(() => this.line.ask(), SOON);
    else this.line.ask();
    return true;
  }

  /* The network is away: said until it is back, and asked for meanwhile (see tick). Nothing was received. */
  isAway() {
    this.say(this.dataset.away);
    this.away = true;
    return false;
  }

  /* The network is there: the alarm ends. What was pressed meanwhile did not leave. */
  isThere() {
    if (this.away) this.say("", this.dataset.back);
  }

  /* What went wrong, said where one looks, nothing that was typed is taken away; or a word about what was done. */
  say(fault, word = "") {
    this.away = false;
    for (const [place, words] of [["[data-fault]", fault], ["[data-word]", word]]) {
      const one = this.querySelector(place);
      one.textContent = words;
      one.hidden = !words;
    }
  }

  /* A weather that somebody shows, a hand that is raised: there for a moment, kept nowhere. */
  flash({kind, word, name}) {
    const place = this.querySelector("[data-flashes]"), picture = this.querySelector(`template[data-flash="${CSS.escape(word || kind)}"]`);
    if (!place || !picture || this.isPaused || place.children.length >= MOST) return;
    const shown = document.importNode(picture.content, true).firstElementChild;
    if (name) shown.append(` ${name}`);
    place.append(shown);
    setTimeout(() => shown.remove(), SHOWN);
  }

  /* Minutes that are left, in words, and the hour: they go on between two updates. */
  tick() {
    if (this.away) this.line.ask();
    const now = new Date(), language = document.documentElement.lang;
    const minutes = new Intl.NumberFormat(language, {style: "unit", unit: "minute", unitDisplay: "long"});
    for (const time of this.querySelectorAll("[data-ends]")) {
      const left = Math.ceil((new Date(time.dataset.ends) - now) / 60_000);
      put(time, left > 0 ? time.dataset.words.replace("{}", minutes.format(left)) : time.dataset.over);
    }
    for (const clock of this.querySelectorAll("[data-clock]")) {
      const [hour, minute] = [now.getHours(), String(now.getMinutes()).padStart(2, "0")];
      put(clock, language === "fr" ? `${hour} h ${minute}` : `${hour}:${minute}`);
    }
  }
});

/* The fields of a form that stand near a button: one form serves many of them, and takes the words of one. */
const fieldsOf = (form) => [...form.elements].filter((one) => "defaultValue" in one && one.type !== "hidden");

function wordsOf(form, near) {
  return JSON.stringify(fieldsOf(form).filter((one) => near.contains(one)).map((one) => [one.name, one.value, one.checked]));
}

function resetNear(form, near) {
  const others = fieldsOf(form).filter((one) => !near.contains(one)).map((one) => [one, one.value, one.checked]);
  form.reset();
  for (const [one, value, checked] of others) {
    if (one.value !== value) one.value = value;
    if (one.checked !== checked) one.checked = checked;
  }
  if (near instanceof HTMLDetailsElement) {
    near.open = false;
    near.querySelector("summary").focus({preventScroll: true});
  }
}

function why(told) {
  return told && [told.why, told.instead].filter(Boolean).join(" ");
}

function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
