// Words that are selected can become something: an action, a need, a decision… They stay in the text.
import {EditorView} from "@codemirror/view";
import {button, made} from "./made.js";
import {roving} from "./toolbar.js";
import {say} from "./words.js";

const KINDS = ["action", "need", "decision", "inquiry", "intention", "output", "date"];
const SHORTEST = 3; // characters: less is no sentence

// Shown only where the page gives `data-gesture`: it is sent {words, line, kind} and answers what the margin shows.
export class Selected {
  constructor(pad) {
    this.pad = pad;
    const buttons = KINDS.map((kind) => button(say(`kind_${kind}`), () => this.make(kind)));
    this.element = made("div", {class: "pad-choices", role: "toolbar", "aria-label": say("make"), hidden: true},
      made("span", {class: "tool"}, say("make")), ...buttons);
    roving(this.element);
  }

  watching() {
    return EditorView.updateListener.of(({state, selectionSet, docChanged}) => {
      if (!this.pad.element.dataset.gesture || !(selectionSet || docChanged)) return;
      const {from, to} = state.selection.main;
      this.element.hidden = state.readOnly || state.sliceDoc(from, to).trim().length < SHORTEST;
    });
  }

  async make(kind) {
    const {state} = this.view;
    const {from, to} = state.selection.main;
    const told = new FormData();
    told.set("words", state.sliceDoc(from, to).trim());
    told.set("line", state.doc.lineAt(from).number);
    told.set("kind", kind);
    this.element.hidden = true;
    this.view.focus();
    const isDone = await this.pad.margin.post(this.pad.element.dataset.gesture, told);
    if (isDone) this.pad.status.tell(say("made"));
    else this.pad.status.refuse(say("not_made"));
    this.pad.margin.ask();
  }
}
