// A few tools, in words, as real buttons; the arrows go from one to the next, as ARIA has it for a toolbar.
import * as gestures from "./gestures.js";
import {button, made} from "./made.js";
import {choosePicture} from "./pictures.js";
import {say} from "./words.js";

export const TOOLS = ["heading", "bold", "list", "task", "link", "table", "image"];

export class Toolbar {
  constructor(pad) {
    this.pad = pad;
    const tools = pad.element.dataset.attach ? TOOLS : TOOLS.filter((name) => name !== "image");
    const buttons = tools.map((name) => button(say(name), () => this.use(name), {title: say(`${name}_title`)}));
    this.element = made("div", {
      class: "pad-tools", role: "toolbar", "aria-label": say("tools"), "aria-controls": "pad-texte",
    }, ...buttons);
    roving(this.element);
  }

  use(name) {
    if (name === "image") return choosePicture(this.pad);
    gestures[name](this.view);
    this.view.focus();
  }
}

// One stop of Tab for the whole; arrows, Home and End inside.
export function roving(bar) {
  const stops = () => [...bar.querySelectorAll("button")];
  stops().forEach((one, number) => { one.tabIndex = number ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const all = stops(), at = all.indexOf(document.activeElement), last = all.length - 1;
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last}[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = all[to < 0 ? last : to > last ? 0 : to];
    all.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  });
}
