// The pad on the page, in the place of the plain form.
import {made} from "./made.js";
import {say} from "./words.js";

export class Room {
  constructor(pad) {
    this.pad = pad;
    this.hint = made("p", {class: "note", id: "pad-aide"}, say("how"));
  }

  open() {
    const {pad} = this;
    const hadFocus = pad.form.contains(document.activeElement);
    const sheet = made("div", {class: "pad-sheet"}, pad.editor.view.dom, pad.editor.completion.list,
      pad.margin.element);
    pad.element.append(made("div", {class: "pad"},
      pad.status.element, pad.editor.toolbar.element, sheet, pad.editor.gestures.element,
      pad.editor.tables.element,
      this.hint, this.ways()));
    pad.form.hidden = true;
    pad.editor.view.requestMeasure();
    pad.margin.ask();
    pad.status.show();
    pad.status.showOthers();
    if (hadFocus) pad.editor.view.focus();
    this.stayAboveKeyboard();
  }

  ways() {
    const {page, plain} = this.pad.element.dataset;
    const back = made("a", {class: "button", href: page}, say("done"));
    back.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      await this.pad.written(); // the page says what was just written
      location.assign(page);
    });
    return made("p", {class: "gestures"},
      back,
      made("a", {class: "tool", href: plain}, say("plain")));
  }

  // On a phone the tools stick to the foot; the keyboard would cover them.
  stayAboveKeyboard() {
    const seen = window.visualViewport;
    if (!seen) return;
    const settle = () => {
      const hidden = Math.max(0, innerHeight - seen.height - seen.offsetTop);
      this.pad.element.style.setProperty("--keyboard", `${hidden}px`);
    };
    seen.addEventListener("resize", settle);
    seen.addEventListener("scroll", settle);
  }
}
