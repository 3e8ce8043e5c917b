// The newsroom: what is begun stays on this computer under its number; what is sent while the network is cut leaves by
// web/kept_posts.js. A desk at rest clears itself. Without this file the forms are sent as they are. Nothing here needs a
// secure page.
const KEPT_FOR = 2 * 24 * 3600 * 1000, REST = 40, WARNED = 20, AGAIN = 5000, LOOK = 15000;
const name = (forum, sheet) => `palabre newsroom ${forum} ${sheet}`;

function stored(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key) || "null");
    return found && Date.now() - found.at < KEPT_FOR ? found.words : null;
  } catch {
    return null;
  }
}

function store(key, words) {
  try {
    if (words) localStorage.setItem(key, JSON.stringify({at: Date.now(), words}));
    else localStorage.removeItem(key);
  } catch { /* a browser that keeps nothing: the form is sent as it is */ }
}

function sweep() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("palabre newsroom ") && !stored(key)) localStorage.removeItem(key);
  }
}

const answers = () => fetch(location.href, {method: "HEAD", cache: "no-store"}).then((found) => found.ok, () => false);

customElements.define("news-desk", class extends HTMLElement {
  connectedCallback() {
    try { sweep(); } catch { /* as above */ }
    const {forum, sheet, kept} = this.dataset;
    if (!sheet) return this.showNumbers(forum, kept);
    this.key = name(forum, sheet);
    this.form = this.querySelector("form");
    this.fields = [...this.form.querySelectorAll("textarea, input:not([type=hidden])")];
    this.said = this.words();
    this.bringBack();
    this.form.addEventListener("input", () => store(this.key, this.words()));
    this.form.addEventListener("kept", () => this.free());
    for (const kind of ["input", "keydown", "pointerdown"]) document.addEventListener(kind, () => this.stir());
    this.part("here").addEventListener("click", () => this.stir());
    this.part("forget").addEventListener("click", () => this.forget());
    addEventListener("pagehide", () => this.clear());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    this.rested = 0;
    this.clock = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() { clearInterval(this.clock); }

  part(which) { return this.querySelector(`[data-${which}]`); }

  words() { return Object.fromEntries(this.fields.map((one) => [one.name, one.value])); }

  showNumbers(forum, kept) {
    if (kept) store(name(forum, kept), null);
    for (const link of this.querySelectorAll("a[data-sheet]")) {
      if (stored(name(forum, link.dataset.sheet))) link.querySelector("small").textContent = this.dataset.begun;
    }
  }

  bringBack() {
    const found = stored(this.key);
    if (!found || JSON.stringify(found) === JSON.stringify(this.said)) return;
    for (const one of this.fields) if (one.name in found) one.value = found[one.name];
    this.part("found").hidden = false;
  }

  forget() {
    store(this.key, null);
    for (const one of this.fields) one.value = this.said[one.name];
    this.part("found").hidden = true;
    this.fields[0].focus();
  }

  clear() { for (const one of this.fields) one.value = ""; }

  stir() {
    this.rested = 0;
    this.part("resting").hidden = true;
  }

  async tick() {
    this.rested += 1;
    if (this.rested === REST) this.part("resting").hidden = false;
    if (this.rested !== REST + WARNED || this.form.hidden || this.form.ariaBusy === "true") return;
    this.clear();
    this.leave();
  }

  /* The words are kept to be sent: nothing of them stays on the screen, nor in the draft. */
  free() {
    store(this.key, null);
    this.clear();
    this.leave();
  }

  async leave() {
    if (await answers()) return location.replace(this.dataset.home);
    this.form.hidden = true;
    this.part("cut").hidden = false;
    setTimeout(() => this.leave(), AGAIN);
  }
});

customElements.define("news-prints", class extends HTMLElement {
  connectedCallback() {
    const isNew = !this.querySelector("[data-waiting]");
    if (isNew) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button primary";
      button.textContent = this.dataset.print;
      button.addEventListener("click", () => this.print());
      this.querySelector(".gestures").prepend(button);
      if (sessionStorage.getItem("palabre prints") === "go on") this.print();
    } else if (sessionStorage.getItem("palabre prints") === "go on") {
      this.clock = setInterval(async () => await answers() && location.reload(), LOOK);
    }
  }

  disconnectedCallback() { clearInterval(this.clock); }

  print() {
    sessionStorage.setItem("palabre prints", "go on");
    addEventListener("afterprint", () => location.replace(this.dataset.next), {once: true});
    print();
  }
});
