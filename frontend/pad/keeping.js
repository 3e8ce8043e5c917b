// What is not saved on the server is kept in this browser, and only that: other people use this machine too.
import {applyUpdate, Doc, encodeStateAsUpdate} from "yjs";

const DATABASE = "palabre-pad", ROWS = "unsaved";
const SLOW = 1_000; // milliseconds

// `where` names the note, its epoch and whose words they are; `doc` is kept from its first unsaved word on.
export class Keeping {
  constructor(doc, where) {
    this.doc = doc;
    this.where = where;
    this.rows = []; // the keys of what stands for this page
    this.works = true;
    this.opening = open().catch(() => {
      this.works = false; // private windows may have no database: the page alone keeps the words
      return null;
    });
    this.queue = this.opening;
  }

  // Returns the updates that a page which closed too early left behind, of this epoch or of another one.
  async left() {
    const base = await this.opening;
    if (!base) return {mine: [], lost: null};
    const found = await rows(base);
    const alike = found.filter(({value}) => value.note === this.where.note && value.whose === this.where.whose);
    const mine = alike.filter(({value}) => value.epoch === this.where.epoch);
    const lost = alike.filter(({value}) => value.epoch !== this.where.epoch);
    this.rows = mine.map(({key}) => key);
    this.holds = mine.length > 0;
    return {mine: mine.map(({value}) => value.update), lost: lost.length ? lost : null};
  }

  // Keep what was just written: at once without a network, else when the server is slow to say that it has it.
  wrote(update, isOnline) {
    if (!isOnline || this.holds) return this.add(update);
    this.soon ??= setTimeout(() => this.add(), SLOW);
  }

  // The first update is kept with the text on which it stands.
  add(update) {
    this.holds = true;
    this.then(async (base) => {
      const bytes = this.rows.length ? update : encodeStateAsUpdate(this.doc);
      if (bytes) this.rows.push(await asked(base, "readwrite", (store) => store.add({...this.where, update: bytes})));
    });
  }

  // The server has it all: nothing of it stays here.
  clear() {
    clearTimeout(this.soon);
    this.soon = null;
    if (!this.holds) return;
    this.holds = false;
    this.then(async (base) => forget(base, this.rows.splice(0)));
  }

  forgetLost(lost) {
    this.then(async (base) => forget(base, lost.map(({key}) => key)));
  }

  then(act) {
    this.queue = this.queue.then(async (base) => {
      if (base) await act(base);
      return base;
    }).catch(() => {
      this.works = false; // the disk is full, or the person cleared it
      return null;
    });
  }
}

// Returns the text that these rows hold, as it can be read.
export function textOf(lost, name) {
  const doc = new Doc();
  for (const {value} of lost) applyUpdate(doc, value.update);
  return doc.getText(name).toString();
}

function open() {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open(DATABASE, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(ROWS, {autoIncrement: true});
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = asking.onblocked = () => reject(asking.error);
  });
}

function asked(base, mode, ask) {
  return new Promise((resolve, reject) => {
    const work = base.transaction(ROWS, mode);
    const asking = ask(work.objectStore(ROWS));
    work.oncomplete = () => resolve(asking.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
}

function forget(base, keys) {
  return asked(base, "readwrite", (store) => {
    for (const key of keys) store.delete(key);
    return {};
  });
}

async function rows(base) {
  const keys = await asked(base, "readonly", (store) => store.getAllKeys());
  const values = await asked(base, "readonly", (store) => store.getAll());
  return values.map((value, number) => ({key: keys[number], value}));
}
