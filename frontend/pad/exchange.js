// The text and the server: what is not saved yet, by which way it travels, and what becomes of both.
import {applyUpdate, encodeStateAsUpdate, encodeStateVector} from "yjs";
import {Polling} from "./polling.js";
import {Socket} from "./socket.js";

const HANDSHAKES = 2; // that fail before we ask by HTTP, as behind a proxy that lets no WebSocket through
const SHORTEST = 500, LONGEST = 10_000; // milliseconds between two tries
const NOTHING_NEW = 0; // the first byte of an update that holds no new words: the number of their authors
const LOST = 1006; // as a browser says that a line broke
const FOR_EVER = 4400, FOR_NOW = 4500; // close codes from the first up to the second are for ever

// `told` is asked nothing and told everything: `state()`, `synced()`, `revision(n)`, `rights(bool)`, `over(code)`.
export class Exchange {
  constructor({doc, presence, addresses, told}) {
    Object.assign(this, {doc, presence, addresses, told});
    this.unsaved = false; // words of mine that no disk has yet, as far as I was told
    this.isSynced = false;
    this.hasSynced = false;
    this.isOver = false;
    this.failures = this.blocked = 0;
    this.heard = (update, origin) => origin !== this && this.wrote(update);
    doc.on("update", this.heard);
    this.online = () => this.isSynced || this.again(0);
    this.offline = () => {
      this.way.close();
      this.lost({code: LOST, blocked: false});
    };
    addEventListener("online", this.online);
    addEventListener("offline", this.offline);
    this.connect();
  }

  get isOnline() {
    return this.isSynced && !this.isOver;
  }

  connect() {
    this.way = this.blocked >= HANDSHAKES && !this.triesSocket ? new Polling(this) : new Socket(this);
    this.triesSocket = false;
  }

  wrote(update) {
    this.unsaved = true;
    this.way.send(update);
    this.told.state();
  }

  // ---- What the way in use tells us
  vector() {
    return encodeStateVector(this.doc);
  }

  // What the server lacks; null when it lacks nothing.
  missing(vector) {
    const update = encodeStateAsUpdate(this.doc, vector);
    return this.unsaved || update[0] !== NOTHING_NEW ? update : null;
  }

  receive(update) {
    applyUpdate(this.doc, update, this);
  }

  synced() {
    this.isSynced = this.hasSynced = true;
    this.failures = 0;
    if (this.way instanceof Socket) this.blocked = 0;
    this.told.synced();
    this.told.state();
  }

  saved() {
    this.unsaved = false;
    this.told.state();
  }

  // `blocked`: no word came through. Twice in a row, a proxy is in the way, and the other way is tried.
  lost({code, blocked}) {
    if (this.isOver) return;
    this.isSynced = false;
    if (code >= FOR_EVER && code < FOR_NOW) return this.end(code);
    this.failures += 1;
    this.blocked = blocked ? this.blocked + 1 : 0;
    this.told.state();
    const wait = Math.min(LONGEST, SHORTEST * 2 ** this.failures);
    this.again(SHORTEST + Math.random() * (wait - SHORTEST)); // not all at once when a server comes back
  }

  // A WebSocket opens again: what was not saved by HTTP leaves by it.
  trySocket() {
    this.way.close();
    this.isSynced = false;
    this.triesSocket = true;
    this.connect();
  }

  again(wait) {
    clearTimeout(this.timer);
    if (this.isOver) return;
    this.timer = setTimeout(() => {
      this.way.close();
      this.connect();
    }, wait);
  }

  end(code) {
    this.isSynced = false;
    this.isOver = true;
    clearTimeout(this.timer);
    this.way.close();
    this.told.state();
    this.told.over(code);
  }

  close() {
    this.isOver = true;
    clearTimeout(this.timer);
    this.doc.off("update", this.heard);
    removeEventListener("online", this.online);
    removeEventListener("offline", this.offline);
    this.way.close();
  }
}
