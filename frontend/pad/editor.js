// CodeMirror on the shared text: Markdown, as plain characters, with its signs hidden where one is not writing.
import {standardKeymap, indentLess, indentMore} from "@codemirror/commands";
import {markdownKeymap, markdownLanguage} from "@codemirror/lang-markdown";
import {Compartment, EditorState, Prec} from "@codemirror/state";
import {EditorView, keymap} from "@codemirror/view";
import {yUndoManagerKeymap} from "y-codemirror.next";
import {carets} from "./carets.js";
import {Completion} from "./completion.js";
import {bold, italic, link, tick} from "./gestures.js";
import {numbering} from "./numbering.js";
import {pasting} from "./pasting.js";
import {preview} from "./preview.js";
import {Selected} from "./selected.js";
import {shared} from "./shared.js";
import {Tables} from "./tables.js";
import {Toolbar} from "./toolbar.js";
import {say} from "./words.js";

const LONGEST = 200_000; // characters, as on the server

export class Editor {
  constructor(pad) {
    this.pad = pad;
    this.writing = new Compartment();
    this.completion = new Completion(pad);
    this.toolbar = new Toolbar(pad);
    this.gestures = new Selected(pad);
    this.tables = new Tables(pad);
    this.view = new EditorView({
      state: EditorState.create({doc: pad.text.toString(), extensions: this.extensions()}),
    });
    this.completion.view = this.toolbar.view = this.gestures.view = this.tables.view = this.view;
  }

  extensions() {
    const {pad} = this;
    return [
      shared(pad.text, pad.undoing),
      Prec.highest(keymap.of(this.completion.keys())),
      this.tables.extensions(),
      // Tab is in none of these: it leaves the text, as it leaves any field.
      keymap.of([...KEYS, ...markdownKeymap, ...yUndoManagerKeymap, ...standardKeymap]),
      markdownLanguage,
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      EditorView.contentAttributes.of(() => this.attributes()),
      this.writing.of(writable(pad.mayWrite)),
      EditorState.changeFilter.of((change) => this.fits(change)),
      preview,
      numbering,
      carets(pad),
      pasting(pad),
      this.completion.watching(),
      this.gestures.watching(),
    ];
  }

  attributes() {
    return {
      "aria-label": say("label"),
      "aria-describedby": "pad-aide",
      id: "pad-texte",
      spellcheck: "true",
      autocorrect: "on",
      autocapitalize: "sentences",
      ...this.completion.attributes,
    };
  }

  allow(mayWrite) {
    this.view.dispatch({effects: this.writing.reconfigure(writable(mayWrite))});
    this.toolbar.element.hidden = !mayWrite;
  }

  // A text that is full refuses what would make it longer, and says so; what comes from others is not refused.
  fits(change) {
    const isMine = change.isUserEvent("input") || change.isUserEvent("move");
    if (!isMine || change.newDoc.length <= LONGEST || change.newDoc.length <= change.startState.doc.length) return true;
    this.pad.status.refuse(say("full"));
    return false;
  }

  close() {
    this.view.destroy();
  }
}

// Who may not write still goes through the text with a caret, and copies it.
const writable = (may) => EditorState.readOnly.of(!may);

const KEYS = [
  {key: "Mod-b", run: bold},
  {key: "Mod-i", run: italic},
  {key: "Mod-k", run: link},
  {key: "Mod-Enter", run: tick},
  {key: "Mod-]", run: indentMore},
  {key: "Mod-[", run: indentLess},
];
