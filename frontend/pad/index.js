// The live editor of a page. `live-note.js` imports it where somebody writes, and calls `open` on its element.
import {UndoManager, Doc, applyUpdate} from "yjs";
import {Awareness} from "y-protocols/awareness";
import {Editor} from "./editor.js";
import {Exchange} from "./exchange.js";
import {Keeping} from "./keeping.js";
import {Leaving} from "./leaving.js";
import {Margin} from "./margin.js";
import {Room} from "./room.js";
import {Status} from "./status.js";
import {adoptStyles} from "./styles.js";
import {readWords} from "./words.js";

const PATIENCE = 4_000; // milliseconds
const NAME = "content"; // of the shared text, which the server alone begins

export function open(element) {
  readWords(element);
  adoptStyles();
  const pad = new Pad(element);
  pad.begin();
  return pad;
}

class Pad {
  constructor(element) {
    this.element = element;
    this.form = element.querySelector("form");
    this.doc = new Doc();
    this.name = NAME;
    this.text = this.doc.getText(NAME);
    this.undoing = new UndoManager(this.text);
    this.presence = new Awareness(this.doc);
    const {door, sync, epoch, keep} = element.dataset;
    this.addresses = {door, sync, epoch};
    this.keeping = new Keeping(this.doc, {note: door, whose: keep ?? "", epoch});
    this.mayWrite = true;
    this.isOnPage = true; // whether the page, where it is read, says what the text says
  }

  // What a page that closed too early left here comes first; then the server's text; then one writes.
  async begin() {
    this.leaving = new Leaving(this);
    const {mine, lost} = await this.keeping.left();
    if (lost) this.leaving.offerLost(lost);
    for (const update of mine) applyUpdate(this.doc, update, this.keeping);
    this.doc.on("update", (update, origin) => this.keep(update, origin));
    this.exchange = new Exchange({
      doc: this.doc, presence: this.presence, addresses: this.addresses, told: this,
    });
    this.exchange.unsaved = mine.length > 0;
  }

  keep(update, origin) {
    this.isOnPage = false;
    if (origin !== this.exchange && origin !== this.keeping) this.keeping.wrote(update, this.exchange.isOnline);
  }

  // ---- What the exchange tells
  synced() {
    if (this.editor || this.leaving.hasTypedInForm) return;
    this.room = new Room(this);
    this.status = new Status(this);
    this.editor = new Editor(this);
    this.margin = new Margin(this);
    this.room.open();
  }

  state() {
    if (!this.exchange?.unsaved) this.keeping.clear();
    else if (!this.exchange.isOnline && !this.keeping.holds) this.keeping.add();
    this.status?.show();
  }

  rights(mayWrite) {
    if (mayWrite === this.mayWrite) return;
    this.mayWrite = mayWrite;
    this.editor?.allow(mayWrite);
    if (!mayWrite && this.exchange.unsaved) this.leaving.over(4403);
    this.status?.show();
  }

  // The text is written down on its page some time after it is saved: a revision told after that holds it all.
  revision() {
    this.isOnPage = !this.exchange.unsaved;
    if (this.isOnPage) this.onPage?.();
    this.margin?.ask();
  }

  async written() {
    if (this.isOnPage || !this.exchange.isOnline) return;
    await Promise.race([new Promise((resolve) => { this.onPage = resolve; }), pause(PATIENCE)]);
  }

  over(code) {
    this.mayWrite = false;
    this.editor?.allow(false);
    this.leaving.over(code);
  }

  close() {
    this.exchange?.close();
    this.presence.destroy();
    this.editor?.close();
    this.leaving.close();
  }
}

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
