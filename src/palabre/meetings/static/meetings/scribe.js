// The scribe: when the meeting goes on to another point, the text follows, unless somebody is in the middle of a
// sentence or of another field. The caret then stands at the end of what is written under that point.

const QUIET = 4_000; // milliseconds without a key: the sentence is over
const TITLE = /^(#{1,6})\s+(.*?)\s*#*$/;
const plain = (words) => words.replace(/[*_]/g, "").replace(/\s+/g, " ").trim().toLowerCase();

class Follower {
  constructor(room) {
    this.room = room;
    this.point = this.current();
    this.typedAt = 0;
    room.addEventListener("input", () => { this.typedAt = Date.now(); });
    room.addEventListener("shown", () => this.follow());
  }

  current() {
    return this.room.querySelector("[data-heading]")?.dataset.heading ?? "";
  }

  follow() {
    if (this.current() === this.point) return;
    this.point = this.current();
    clearTimeout(this.waiting);
    this.goWhenQuiet();
  }

  goWhenQuiet() {
    const quietFor = Date.now() - this.typedAt;
    if (quietFor < QUIET) this.waiting = setTimeout(() => this.goWhenQuiet(), QUIET - quietFor);
    else this.go();
  }

  go() {
    const view = this.room.querySelector("live-note")?.pad?.editor?.view, focused = document.activeElement;
    if (!view || (focused.matches("input, textarea") && !view.dom.contains(focused))) return;
    const at = endOf(view.state.doc, this.point);
    if (at === null) return;
    view.dispatch({selection: {anchor: at}, effects: view.constructor.scrollIntoView(at, {y: "center"})});
  }
}

/* The end of the last words under this heading; null if the text does not have it. */
function endOf(doc, heading) {
  let end = null, level = 7;
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number), title = TITLE.exec(line.text);
    if (end !== null && title && title[1].length <= level) break;
    if (end === null && title && plain(title[2]) === plain(heading)) [end, level] = [line.to, title[1].length];
    else if (end !== null && line.text.trim()) end = line.to;
  }
  return end;
}

customElements.whenDefined("room-live").then(() => {
  new Follower(document.querySelector("room-live"));
});
