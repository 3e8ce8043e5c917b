// What was understood of the lines, beside them: « Un besoin ? » [Oui]. On a phone it stands below the text.
//
// Contract. GET data-margin answers a fragment of HTML. Each element in it that has `data-line` (from 1, of the text
// on disk) is a mark: a sentence and perhaps buttons. `data-paper` (need, decision, action, meeting, question, group)
// lays that paper on its line, for the first four. `class="tied"`: it lives already, a word and a link. A button posts its form, or its own `formaction`, with its name and value, by fetch,
// with `X-Requested-With: pad`; a fragment in the answer takes the place of the mark, an empty one takes it away, and
// a 4xx keeps it with the sentence that the answer bears. The fragment is asked again after each revision of the text,
// and after an answer that left nothing; what was asked before a newer question or an answer is not shown.
// A mark that nobody touches while three further lines are written fades to plain ink; it stays readable, and comes
// back when one points at it. The server sees to it that nothing is asked twice.
import {made} from "./made.js";
import {setPapers} from "./numbering.js";
import {say} from "./words.js";

const PAUSE = 800; // milliseconds: one answer for several revisions
const PATIENCE = 3; // further lines
const PAPERS = new Set(["need", "decision", "action", "meeting"]); // on their lines; more colours would tell nothing

export class Margin {
  constructor(pad) {
    this.pad = pad;
    this.turn = 0;
    this.seen = new Map(); // what a mark says, with how long the text was when it came
    this.element = made("div", {class: "pad-margin", role: "region", "aria-label": say("margin"), hidden: true});
    this.element.addEventListener("submit", (event) => this.answer(event));
    new ResizeObserver(() => this.place()).observe(pad.editor.view.scrollDOM);
  }

  ask() {
    if (!this.pad.element.dataset.margin) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.fetch(), PAUSE);
  }

  async fetch() {
    if (this.element.contains(document.activeElement)) return this.ask(); // nothing moves under her hands
    const turn = ++this.turn;
    try {
      const got = await fetch(this.pad.element.dataset.margin, {headers: {"X-Requested-With": "pad"}});
      const content = fragment(await got.text());
      if (got.ok && turn === this.turn) this.show(content);
    } catch {
      // no network: the marks that are here stay
    }
  }

  show(content) {
    const marks = [...content.querySelectorAll("[data-line]")];
    const things = marks.filter(isThing), asked = marks.filter((mark) => !isThing(mark));
    const lines = [...new Set(things.map((mark) => mark.dataset.line))];
    const living = lines.map((line) => together(line, things.filter((mark) => mark.dataset.line === line)));
    const shown = [...living, ...asked];
    shown.sort((one, other) => one.dataset.line - other.dataset.line);
    this.element.replaceChildren(...shown);
    this.settle();
  }

  settle() {
    const {doc} = this.pad.editor.view.state;
    const marks = [...this.element.querySelectorAll("[data-line]")];
    for (const mark of marks) {
      const words = mark.textContent.trim();
      if (!this.seen.has(words)) this.seen.set(words, doc.lines);
      mark.classList.toggle("pad-past", doc.lines - this.seen.get(words) >= PATIENCE);
    }
    this.element.hidden = !marks.length;
    const papered = marks.filter((mark) => PAPERS.has(mark.dataset.paper));
    const papers = new Map(papered.map((mark) => [Number(mark.dataset.line), mark.dataset.paper]));
    this.pad.editor.view.dispatch({effects: setPapers.of(papers)});
    this.place();
  }

  // Beside its line where there is a margin; several of one line, or of close ones, below each other.
  place() {
    const {view} = this.pad.editor;
    let free = 0;
    for (const mark of this.element.querySelectorAll("[data-line]")) {
      const line = Math.min(Math.max(1, Number(mark.dataset.line)), view.state.doc.lines);
      const top = Math.max(free, view.lineBlockAt(view.state.doc.line(line).from).top + view.documentPadding.top);
      mark.style.setProperty("--top", `${top}px`);
      free = top + mark.offsetHeight;
    }
  }

  async answer(event) {
    const {target: form, submitter} = event;
    event.preventDefault();
    const mark = form.closest("[data-line]");
    const told = new FormData(form, submitter);
    const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    if (mark && address) await this.post(address, told, mark);
  }

  // Returns whether the server did it. `mark` gives way to what it answers.
  async post(address, told, mark = null) {
    const headers = {"X-Requested-With": "pad"};
    try {
      const got = await fetch(address, {method: "POST", body: told, headers});
      const content = fragment(await got.text());
      if (mark && got.ok) {
        const marks = content.querySelectorAll("[data-line]");
        this.turn += 1;
        mark.replaceWith(...marks);
        this.pad.editor.view.focus();
        this.settle();
        if (!marks.length) this.ask();
      } else if (mark) mark.append(made("span", {role: "alert"}, refusal(content)));
      return got.ok;
    } catch {
      if (mark) mark.append(made("span", {role: "alert"}, say("no_network")));
      return false;
    }
  }
}

// What already lives, in class `tied`: one word stands on its line with the number of the others, which show as one points
// or comes there; their whole names are heard, or read on a phone.
const isThing = (mark) => mark.classList.contains("tied");

function together(line, some) {
  const paper = some.map((mark) => mark.dataset.paper).find((one) => PAPERS.has(one));
  const others = some.length > 1 ? [made("span", {class: "pad-rest", "aria-hidden": "true"}, `+${some.length - 1}`)] : [];
  const [first, ...rest] = some.map((mark) => named(mark));
  return made("div", {class: "pad-things", "data-line": line, "data-paper": paper}, first, ...others, ...rest);
}

function named(mark) {
  const word = mark.querySelector(".tag"), holder = mark.querySelector("a") ?? mark;
  const title = holder === mark ? mark.textContent.replace(word?.textContent ?? "", "") : holder.textContent;
  holder.replaceChildren(...(word ? [word] : []), made("span", {class: "pad-name"}, ` ${title.trim()}`));
  holder.title = title.trim();
  delete mark.dataset.line;
  return mark;
}

// What our own server wrote, and sanitised; the content security policy runs no script of it.
export function fragment(html) {
  const held = document.createElement("template");
  held.innerHTML = html;
  return held.content;
}

export const refusal = (content) => content.querySelector(".why, main p, p")?.textContent.trim() ?? say("not_made");
