// What was typed is never lost: not by a page that closes, a right withdrawn, or a text begun anew meanwhile.
import {textOf} from "./keeping.js";
import {made} from "./made.js";
import {say} from "./words.js";

const WHY = {4401: "over_session", 4403: "over_right", 4404: "over_gone", 4409: "over_anew", 4413: "over_large"};

export class Leaving {
  constructor(pad) {
    this.pad = pad;
    this.warn = (event) => pad.exchange?.unsaved && pad.editor && event.preventDefault();
    addEventListener("beforeunload", this.warn);
  }

  // Somebody who began in the plain field before the text came keeps it: she is not taken elsewhere.
  get hasTypedInForm() {
    return [...this.pad.form.elements].some((field) => field.defaultValue !== undefined
      && field.value !== field.defaultValue && field.type !== "hidden");
  }

  // The server let us go for ever: say why, and give back what it does not have.
  over(code) {
    const {pad} = this;
    const isUnsaved = pad.exchange.unsaved;
    if (!pad.editor) return; // the plain field is there, and its answer says why
    if (code === 4409 && !isUnsaved) return location.reload();
    const words = isUnsaved ? [copyOf(pad.text.toString(), say("over_copy"))] : [];
    const on = code === 4409 ? [this.goOn()] : [];
    this.offer(say(WHY[code] ?? "over_other"), ...words, ...on);
  }

  // The new text opens with her words above it, to copy, where this browser could keep them.
  goOn() {
    const on = made("button", {type: "button", class: "link"}, say("over_go_on"));
    on.addEventListener("click", async () => {
      await this.pad.keeping.queue;
      if (this.pad.keeping.holds && this.pad.keeping.works) this.close(); // nothing is lost: no need to ask
      location.reload();
    });
    return on;
  }

  // A page closed before its words were saved, and the text was begun anew since: they can be copied.
  offerLost(lost) {
    const text = textOf(lost, this.pad.name);
    const thrown = made("button", {type: "button", class: "link"}, say("lost_thrown"));
    const offered = this.offer(say("lost"), copyOf(text, say("over_copy")), thrown);
    thrown.addEventListener("click", () => {
      this.pad.keeping.forgetLost(lost);
      offered.remove();
    });
  }

  offer(sentence, ...rest) {
    const offered = made("div", {class: "done", role: "alert"}, made("p", {}, sentence), ...rest);
    this.pad.element.prepend(offered);
    offered.scrollIntoView({block: "nearest"}); // she may be far below
    return offered;
  }

  close() {
    removeEventListener("beforeunload", this.warn);
  }
}

function copyOf(text, label) {
  const field = made("textarea", {readonly: true, rows: 8, id: "pad-copie"}, text);
  return made("div", {class: "field"}, made("label", {for: "pad-copie"}, label), field);
}
