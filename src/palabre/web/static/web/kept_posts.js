// <kept-posts>: what is sent from a form[data-kept] while the network is cut stays on this device, and leaves in order
// once it is back. Each post bears a random key: sent again because its answer was lost, it is done once
// (people/devices/received_posts.py). Nothing here needs a secure page. Without this file the forms are sent as they are.
const NAME = "palabre kept ", MOST = 80, ROOM = 200_000; // entries; characters of them all
const PATIENCE = 12_000, SPREAD = 15_000, AT_ONCE = 2_000, FIRST_WAIT = 2_000, SLOWEST = 60_000; // milliseconds
const MOST_FAULTS = 5, BUSY = 429, AWAY = 503;
const STAYS = "palabre stays", TYPED = "palabre typed";
const OWN = /_token$|^seen$/; // hidden values of a page, not words of who types
const newKey = () => [...crypto.getRandomValues(new Uint8Array(18))].map((one) => one.toString(16).padStart(2, "0")).join("");
const wordsOf = (pairs) => JSON.stringify(pairs.filter(([name]) => !OWN.test(name)));
const saidIn = ({pairs}) => pairs.flatMap(([name, value]) => OWN.test(name) || !value ? [] : [value]).join("\n");
const whoIn = ({pairs}) => pairs.find(([name]) => name === "who")?.[1];
const isOver = (entry) => !(entry?.until > Date.now());
const text = (node) => node?.textContent.replace(/\s+/g, " ").trim() ?? "";

/* The entries of one day, in the order in which they were typed. They go once sent, or at the end of the next day. */
class Store {
  constructor(day) {
    this.prefix = `${NAME}${day} `;
    for (const [name, entry] of this.read(NAME)) if (isOver(entry)) this.drop(name);
  }

  read(prefix) {
    try {
      const names = Object.keys(localStorage).filter((one) => one.startsWith(prefix)).sort();
      return names.map((name) => [name, JSON.parse(localStorage.getItem(name))]);
    } catch {
      return []; // a browser that keeps nothing
    }
  }

  all() { return this.read(this.prefix).filter(([, entry]) => !isOver(entry)).map(([name, entry]) => ({...entry, name})); }

  put({name, ...entry}) {
    const all = this.read(NAME), others = all.filter(([one]) => one !== name), words = JSON.stringify(entry);
    const isNew = others.length === all.length; // what is here already may always be said to be refused
    if (isNew && (others.length >= MOST || JSON.stringify(others).length + words.length > ROOM)) return false;
    try { localStorage.setItem(name, words); } catch { return false; }
    return true;
  }

  drop(name) { try { localStorage.removeItem(name); } catch { /* as above */ } }
}

customElements.define("kept-posts", class extends HTMLElement {
  connectedCallback() {
    this.store = new Store(this.dataset.day);
    this.turn = Promise.resolve();
    this.tries = 0;
    this.forgotten = [];
    document.addEventListener("input", ({target: {form}}) => form?.matches?.("[data-kept]") && (form.key ??= newKey()));
    document.addEventListener("submit", (event) => this.take(event));
    this.addEventListener("click", ({target}) => this.press(target.closest("button")));
    addEventListener("online", () => { this.tries = 0; this.sendWithin(SPREAD); }); // a whole hall is back at once
    addEventListener("storage", () => this.show());
    addEventListener("pageshow", () => this.show());
    this.show();
    this.scrollBack();
    this.typeBack();
    const wanted = this.store.all().find(({key}) => location.hash === `#kept-${key}`);
    if (wanted) this.resume(wanted);
    if (this.waiting().length) this.sendWithin(AT_ONCE);
  }

  scrollBack() {
    try {
      const down = sessionStorage.getItem(STAYS);
      sessionStorage.removeItem(STAYS);
      if (down && document.querySelector("form[data-stays]")) scrollTo(0, Number(down));
    } catch { /* a browser that keeps nothing */ }
  }

  /* The words that were typed here while those before them were on their way: see `leave`. */
  typeBack() {
    try {
      const {day, next, pairs} = JSON.parse(sessionStorage.getItem(TYPED)) ?? {};
      const form = day === this.dataset.day && document.querySelector(`form[data-next="${next}"]`);
      if (form) sessionStorage.removeItem(TYPED); // another page may come first
      for (const [name, value] of form ? pairs : []) if (!form.elements[name].value) form.elements[name].value = value;
    } catch { /* as above */ }
  }

  disconnectedCallback() { clearTimeout(this.clock); }

  part(which) { return this.querySelector(`[data-${which}]`); }

  say(words) { this.part("state").textContent = words; }

  isKept({name}) { return this.store.all().some((one) => one.name === name); }

  waiting() { return this.store.all().filter((one) => !one.why); }

  /* Between `least` and `least + spread` milliseconds from now: a whole hall does not press in one instant. */
  sendWithin(spread, least = 0) {
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.inTurn(() => this.round()), least + Math.random() * spread);
  }

  sendLater() {
    const wait = Math.min(SLOWEST, FIRST_WAIT * 2 ** this.tries++);
    if (this.waiting().length) this.sendWithin(wait, wait / 2);
  }

  inTurn(act) { return (this.turn = this.turn.then(act, act)); }

  async take(event) {
    const form = event.target, button = event.submitter;
    if (!form.hasAttribute("data-kept") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return this.queue(form, button);
    form.setAttribute("aria-busy", "true");
    const entry = this.entryOf(form, button), isStored = this.store.put(entry);
    form.key = null; // what is typed from now on is another post
    if (isStored && form.resumes) this.store.drop(form.resumes);
    this.say(this.dataset.sending);
    if (form.hasAttribute("data-next")) document.activeElement.select?.(); // the next line takes its place
    const answer = await this.inTurn(() => this.round(entry));
    form.removeAttribute("aria-busy");
    if (answer?.to) return this.leave(form, answer.to, entry);
    if (!answer && isStored) this.clear(form, entry);
    else if (!isNextTyped(form, entry)) form.resumes = entry.name;
    this.show();
    if (!answer && !isStored) this.say(this.dataset.full), form.tried = entry;
    if (answer) this.sendLater(); // what was pressed meanwhile
  }

  /* The next words of a form[data-next], pressed while those before them are on their way: they wait for their turn. */
  queue(form, button) {
    if (!form.hasAttribute("data-next")) return;
    const entry = this.entryOf(form, button), isTwice = this.isKept(entry);
    if (isTwice || !this.store.put(entry)) return; // pressed twice; or this device keeps no more
    this.clear(form, entry);
    form.key = null;
    this.show();
  }

  /* Go where the answer leads; a form[data-stays] is shown again as far down as it was, a form[data-next] with what was
     typed since. */
  leave(form, to, {pairs}) {
    if (form.hasAttribute("data-stays")) this.remember(STAYS, scrollY);
    if (form.hasAttribute("data-next")) addEventListener("pagehide", () => {
      const typed = typedSince(form, pairs);
      this.remember(TYPED, JSON.stringify({day: this.dataset.day, next: form.dataset.next, pairs: typed}));
    }, {once: true});
    location.assign(to);
  }

  remember(name, value) { try { sessionStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ } }

  /* What the form says now. The same words pressed again while they wait, or are not known to be done, are the same entry. */
  entryOf(form, button) {
    const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    if (button?.name) pairs.push([button.name, button.value]);
    const {pathname, search} = new URL(form.action), action = pathname + search;
    const same = [...this.waiting(), form.tried].find((one) => one && one.action === action && wordsOf(one.pairs) === wordsOf(pairs));
    if (same) return same;
    const lines = [...form.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=email])")];
    const words = form.dataset.kept || [text(button), ...lines.map((one) => one.value.trim())].filter(Boolean).join("\n");
    const now = new Date(), until = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 2).getTime();
    const key = form.key || newKey(), name = `${this.store.prefix}${Date.now().toString(36)} ${key}`;
    return {name, key, action, pairs, words, until, page: location.pathname + location.search, reader: this.dataset.reader};
  }

  /* Send what waits, in order; return the answer to `front`, what was just pressed, null when it waits too. */
  async round(front) {
    for (let entry; (entry = this.waiting()[0] ?? front);) {
      const isFront = entry.name === front?.name, answer = await this.post(entry, isFront);
      if (!answer) return this.sendLater(), null;
      this.tries = 0;
      this.settle(entry, answer, isFront);
      if (isFront) return answer;
      if (this.waiting().some(({name}) => name === entry.name)) return this.sendLater(), null; // the device has no room
    }
    return null;
  }

  /* Return {to} once it is done, {why} or {page} when the server refuses, null when it cannot answer yet. */
  async post(entry, isFront) {
    const headers = {"Palabre-Key": entry.key, "Palabre-Reader": entry.reader, ...isFront ? {} : {"Palabre-Later": "1"}};
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const body = new URLSearchParams(entry.pairs);
      const answer = await fetch(entry.action, {method: "POST", body, headers, signal: stop.signal});
      if (answer.headers.get("content-type")?.startsWith("application/json")) return await answer.json();
      const isLater = answer.status === BUSY && !isFront || answer.status === AWAY && answer.headers.has("retry-after");
      if (isLater || answer.status >= 500 && !this.isHopeless(entry)) return null;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return page.querySelector("main#contenu") ? {page} : null; // the page of a hotspot is no answer
    } catch {
      return null;
    } finally {
      clearTimeout(clock);
    }
  }

  isHopeless(entry) {
    entry.faults = (entry.faults ?? 0) + 1;
    this.store.put(entry);
    return entry.faults >= MOST_FAULTS;
  }

  settle(entry, answer, isFront) {
    if (answer.to || isFront && this.isShown(entry, answer.page)) this.store.drop(entry.name);
    else this.store.put({...entry, why: reasonIn(answer) || this.dataset.refused});
    if (answer.reader) this.isRead(entry, answer);
    if (!isFront) this.show();
    if (answer.to && !isFront) this.tell(answer);
  }

  /* The reader has another mark now. What the same person typed before their first post was answered is still theirs. */
  isRead(entry, {to, reader}) {
    if (entry.reader === reader) return;
    this.dataset.reader = reader;
    const theirs = (one) => one.reader === entry.reader && whoIn(one) === whoIn(entry);
    if (to) for (const one of this.waiting().filter(theirs)) this.store.put({...one, reader});
  }

  /* A refused form comes back as its page shows it, with its words and what is wrong: unless it holds the next ones. */
  isShown({action, name, pairs}, page) {
    const next = document.querySelector("form[data-next][aria-busy=true]");
    if (next && isNextTyped(next, {pairs}) && this.isKept({name})) return false;
    const here = (form) => form.hasAttribute("action") ? form.getAttribute("action") : location.pathname + location.search;
    const form = [...page?.querySelectorAll("main form[data-kept]") ?? []].find((one) => here(one) === action);
    if (!form) return false;
    const main = document.adoptNode(page.querySelector("main#contenu"));
    document.querySelector("main#contenu").replaceWith(main);
    document.title = page.title;
    (main.querySelector("[aria-invalid=true]") ?? form.querySelector("[autofocus], textarea, input:not([type=hidden])"))?.focus();
    return true;
  }

  /* The form is free for the next words; the name stays, said once. */
  clear(form, {pairs}) {
    const who = form.elements.who?.value, typed = form.hasAttribute("data-next") ? typedSince(form, pairs) : [];
    form.reset();
    for (const [name, value] of typed) form.elements[name].value = value;
    if (who) form.elements.who.value = who;
    for (const one of form.elements) if (one.type === "hidden" && /_token$/.test(one.name)) one.value = newKey();
    form.resumes = null;
    form.dispatchEvent(new Event("kept", {bubbles: true}));
  }

  show() {
    const entries = this.store.all(), waits = entries.some((one) => !one.why);
    const device = matchMedia("(pointer: coarse)").matches ? "phone" : "computer";
    this.say(waits ? this.dataset[device] : "");
    const items = entries.map((one) => this.item(one, one.why && `${this.dataset.unsent} ${one.why}`));
    this.part("entries").replaceChildren(...items, ...this.forgotten.map((one) => this.item(one, this.dataset.forgotten)));
  }

  item(entry, said) {
    const item = this.querySelector("template").content.firstElementChild.cloneNode(true);
    const [why, words, ...buttons] = item.children, isForgotten = this.forgotten.includes(entry);
    why.textContent = said || "";
    words.textContent = entry.words;
    for (const one of buttons) {
      one.entry = entry;
      one.hidden = isForgotten !== (one.value === "undo");
    }
    return item;
  }

  press(button) {
    const entry = button?.entry;
    if (!entry) return;
    if (button.value === "resume") return this.resume(entry);
    if (button.value === "forget") {
      this.store.drop(entry.name);
      this.forgotten.push(entry);
    } else {
      this.forgotten = this.forgotten.filter((one) => one !== entry);
      this.store.put(entry);
      this.sendLater();
    }
    this.show();
  }

  /* Bring the words back to their form, to be mended: they wait for a hand from now on. */
  resume(entry) {
    this.store.put({...entry, why: entry.why || this.dataset.taken});
    this.show();
    const form = [...document.querySelectorAll("form[data-kept]")].find((one) => pathOf(one.action) === pathOf(entry.action));
    const isElsewhere = !form && location.pathname + location.search !== entry.page;
    for (const one of form ? [form] : isElsewhere ? document.querySelectorAll("form[data-next]") : []) this.keepTyped(one, entry);
    if (isElsewhere) return location.assign(`${entry.page}#kept-${entry.key}`);
    if (!form) return this.store.put({...entry, why: entry.why || this.dataset.refused, words: saidIn(entry)}), this.show();
    for (const field of form.elements) {
      const said = entry.pairs.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = said.includes(field.value);
      else if (said.length && field.type !== "hidden" && field.type !== "submit") field.value = said[0];
      if (said[0] && field.type !== "hidden") field.closest("details")?.setAttribute("open", "");
    }
    form.resumes = entry.name;
    form.querySelector("textarea, input:not([type=hidden]), button")?.focus();
  }

  /* The next words of a form[data-next] are kept before others take their place. */
  keepTyped(form, entry) {
    const typed = this.entryOf(form), said = form.hasAttribute("data-next") && !form.resumes && saidIn(typed);
    if (said && said !== saidIn(entry) && !this.isKept(typed)) this.store.put({...typed, why: this.dataset.taken});
    form.key = null;
    this.show();
  }

  tell({to, said}) {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = to;
    link.textContent = said || this.dataset.sent;
    item.append(link);
    this.part("told").append(item);
    this.say(this.waiting().length ? this.part("state").textContent : this.dataset.sent);
  }
});

/* The words that the form holds now, and did not when these left. */
function typedSince(form, pairs) {
  const sent = new Map(pairs);
  return [...new FormData(form)].filter(([name, value]) => !OWN.test(name) && value !== sent.get(name));
}

/* Where a form goes. The address of one that tells none is that of its page, with what this was asked to show. */
function pathOf(address) { return new URL(address, location).pathname; }

function isNextTyped(form, {pairs}) { return form.hasAttribute("data-next") && typedSince(form, pairs).length > 0; }

/* Why the server refused, in its own words. */
function reasonIn({why, instead, page}) {
  if (why) return [why, instead].filter(Boolean).join(" ");
  const alert = page?.querySelector("main [role=alert], main .why") ?? page?.querySelector("main .pending");
  return (text(alert) || [text(page?.querySelector("main h1")), text(page?.querySelector("main .lead"))].join(". ")).slice(0, 300);
}
