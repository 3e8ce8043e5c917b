// Words that are selected can become something: an action, a need, a decision… They stay in the text.
import {EditorView} from "@codemirror/view";
import {comment} from "./comment.js";
import {button, made} from "./made.js";
import {roving} from "./toolbar.js";
import {say} from "./words.js";

const KINDS = ["action", "need", "decision", "inquiry", "intention", "output", "date"];
const SHORTEST = 3; // characters: less is no sentence

// Shown where the page gives `data-gesture`, which is sent {words, line, kind} and answers what the margin shows, or
// `data-comments`, to comment the words.
export class Selected {
  constructor(pad) {
    this.pad = pad;
    const {gesture, comments} = pad.element.dataset;
    this.isUsed = Boolean(gesture || comments);
    const kinds = gesture ? KINDS.map((kind) => button(say(`kind_${kind}`), () => this.make(kind))) : [];
    this.element = made("div", {class: "pad-choices", role: "toolbar", "aria-label": say("make"), hidden: true},
      ...(comments ? [button(say("comment"), () => this.comment())] : []),
      ...(gesture ? [made("span", {class: "tool"}, say("make"))] : []), ...kinds);
    roving(this.element);
  }

  watching() {
    return EditorView.updateListener.of(({state, selectionSet, docChanged}) => {
      if (!this.isUsed || !(selectionSet || docChanged)) return;
      const {from, to} = state.selection.main;
      this.element.hidden = state.readOnly || state.sliceDoc(from, to).trim().length < SHORTEST;
    });
  }

  comment() {
    this.element.hidden = true;
    comment(this.pad, this.view.state.selection.main);
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
