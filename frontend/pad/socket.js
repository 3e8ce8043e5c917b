// One connection to a live note. It counts what it sends: the server says how much of it is on its disk.
import {applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates} from "y-protocols/awareness";
import * as frames from "./frames.js";

const RESYNC = 30_000; // compare both texts, so that nothing stays apart for longer
const SILENCE = 75_000; // a connection that says nothing for so long is dead, whatever the browser believes
const OPENING = 8_000; // some proxies let a handshake wait for ever
const TRY_AGAIN = 1013;
const PRESENCE = 100; // carets need not follow each key

export class Socket {
  constructor(exchange) {
    this.exchange = exchange;
    this.sent = this.saved = 0;
    const {door, epoch} = exchange.addresses;
    this.line = new WebSocket(`${location.origin.replace(/^http/, "ws")}${door}?epoch=${epoch}`);
    this.line.binaryType = "arraybuffer";
    this.line.onopen = () => this.opened();
    this.line.onmessage = (message) => this.heard(frames.read(message.data));
    this.line.onclose = ({code}) => this.closed(code);
    this.moved = ({added, updated}, origin) => origin !== this && this.tellPresence([...added, ...updated]);
    exchange.presence.on("update", this.moved);
    this.listen(OPENING);
  }

  send(update) {
    this.sent += 1;
    this.line.send(frames.syncFrame(frames.UPDATE, update));
  }

  close() {
    this.line.onmessage = this.line.onclose = this.line.onopen = null;
    this.line.close(1000);
    this.rest();
  }

  opened() {
    this.ask();
    this.tellPresence([this.exchange.presence.clientID]);
    this.clock = setInterval(() => this.ask(), RESYNC);
    this.listen();
  }

  heard(frame) {
    this.listen();
    if (frame.kind === frames.SYNC) this.merge(frame);
    if (frame.kind === frames.PRESENCE) applyAwarenessUpdate(this.exchange.presence, frame.bytes, this);
    if (frame.kind === frames.ASK_PRESENCE) this.tellPresence([this.exchange.presence.clientID]);
    if (frame.kind === frames.SAVED) this.count(frame.number);
    if (frame.kind === frames.REVISION) this.exchange.told.revision(frame.number);
    if (frame.kind === frames.RIGHTS) this.exchange.told.rights(frame.number === 1);
  }

  merge({step, bytes}) {
    if (step === frames.VECTOR) return this.complete(bytes);
    this.exchange.receive(bytes);
    if (step === frames.DIFFERENCE) {
      this.hasTheirs = true;
      this.settle();
    }
  }

  // The server says what it has: it is given the rest, once.
  complete(vector) {
    const missing = this.exchange.missing(vector);
    if (missing) {
      this.sent += 1;
      this.line.send(frames.syncFrame(frames.DIFFERENCE, missing));
    }
    this.hasMine = true;
    this.settle();
  }

  // Both texts are one. Until then, what is typed waits for `complete`.
  settle() {
    if (this.hasMine && this.hasTheirs && !this.exchange.isSynced) {
      this.hasSettled = true;
      this.exchange.synced();
      this.count(this.saved);
    }
  }

  count(saved) {
    this.saved = saved;
    if (this.exchange.isSynced && this.saved >= this.sent) this.exchange.saved();
  }

  ask() {
    this.line.send(frames.syncFrame(frames.VECTOR, this.exchange.vector()));
  }

  tellPresence(clients) {
    const {presence} = this.exchange;
    if (!clients.includes(presence.clientID) || this.telling) return;
    this.telling = setTimeout(() => {
      this.telling = null;
      if (this.line.readyState !== WebSocket.OPEN) return;
      this.line.send(frames.presenceFrame(encodeAwarenessUpdate(presence, [presence.clientID])));
    }, PRESENCE);
  }

  listen(patience = SILENCE) {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.line.close(4000), patience);
  }

  closed(code) {
    this.rest();
    this.exchange.lost({code, blocked: code !== TRY_AGAIN && !this.hasSettled});
  }

  rest() {
    clearInterval(this.clock);
    clearTimeout(this.patience);
    clearTimeout(this.telling);
    const {presence} = this.exchange;
    presence.off("update", this.moved);
    const others = [...presence.getStates().keys()].filter((client) => client !== presence.clientID);
    removeAwarenessStates(presence, others, this);
  }
}
