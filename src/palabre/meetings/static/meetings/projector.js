// The projector: nobody scrolls a wall. Lists that are longer than the screen are cut into pages, which turn by
// themselves while the screen is not paused, and by the keys of a remote control. Without this file, they scroll.

const EACH = 12_000; // milliseconds that a page is shown
const KEYS = {PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1};

class Pages {
  constructor(room) {
    this.room = room;
    this.first = null; // the line that the page shown begins with, by its id
    room.addEventListener("shown", () => this.cut());
    addEventListener("resize", () => this.cut());
    document.addEventListener("keydown", (event) => this.press(event));
    this.wait();
    document.fonts.addEventListener("loadingdone", () => this.cut());
    new ResizeObserver(() => this.isTooLong() && this.cut()).observe(room); // the time that is left takes two lines
  }

  /* Measure all the lines at once, then show those of one page. */
  cut() {
    const lines = [...this.room.querySelectorAll("[data-turns] > *")];
    document.body.classList.remove("dense");
    this.show(lines, lines);
    this.pages = this.isTooLong() ? this.pagesOf(lines) : [lines];
    this.seeWhatChanged(lines);
    const at = this.pages.findIndex((page) => page.some((one) => one.id && one.id === this.first));
    this.turnTo(Math.max(at, 0));
  }

  wait() {
    clearInterval(this.turning);
    this.turning = setInterval(() => this.room.isPaused || document.hidden || this.turn(1), EACH);
  }

  /* A line that somebody just answered or took is the one to show. */
  seeWhatChanged(lines) {
    const before = this.said ?? new Map();
    this.said = new Map(lines.map((one) => [one.id, one.textContent]));
    const changed = lines.find(({id}) => id && before.has(id) && before.get(id) !== this.said.get(id));
    if (!changed) return;
    this.first = changed.id;
    this.wait();
  }

  pagesOf(lines) {
    if (!lines.length) return [lines];
    const room = this.spaceFor(lines), boxes = lines.map((one) => one.getBoundingClientRect()), pages = [];
    if (boxes.some((box) => box.height > room) && !document.body.classList.contains("dense")) {
      document.body.classList.add("dense");
      return this.isTooLong() ? this.pagesOf(lines) : [lines];
    }
    let top = -Infinity;
    lines.forEach((one, place) => {
      if (!pages.length || boxes[place].bottom - top > room) {
        pages.push([]);
        top = boxes[place].top;
      }
      pages.at(-1).push(one);
    });
    return pages;
  }

  /* The height that is left for lines: the screen, less everything else. */
  spaceFor(lines) {
    const taken = lines.at(-1).getBoundingClientRect().bottom - lines[0].getBoundingClientRect().top;
    return innerHeight - (document.documentElement.scrollHeight - taken);
  }

  isTooLong() {
    return document.documentElement.scrollHeight > innerHeight;
  }

  turn(step) {
    const several = this.pages?.length ?? 0;
    if (several > 1) this.turnTo((this.at + step + several) % several);
  }

  turnTo(at) {
    this.at = at;
    this.first = this.pages[at][0]?.id;
    this.show(this.pages.flat(), this.pages[at]);
    const words = this.room.querySelector("[data-page]"), several = this.pages.length > 1;
    if (!words) return;
    words.hidden = !several;
    words.textContent = several ? words.dataset.words.replace("{}", at + 1).replace("{}", this.pages.length) : "";
  }

  show(lines, page) {
    for (const one of lines) one.hidden = !page.includes(one);
    for (const row of new Set(lines.map((one) => one.closest(".row")))) {
      if (row) row.hidden = !page.some((one) => row.contains(one));
    }
  }

  press(event) {
    const step = KEYS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || this.pages.length < 2) return;
    event.preventDefault();
    this.turn(step);
  }
}

customElements.whenDefined("room-live").then(() => {
  const room = document.querySelector("room-live");
  new Pages(room).cut();
});
