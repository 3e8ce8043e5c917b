// One connection to a live note. It counts what it sends: the server says how much of it is on its disk.
import {applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates} from "y-protocols/awareness";
import * as frames from "./frames.js";

const RESYNC = 30_000; // compare both texts, so that nothing stays apart for longer
const SILENCE = 75_000; // a connection that says nothing for so long is dead, whatever the browser believes
const OWED = 15_000; // words that are not on a disk by then never will be, on this line
const LOST = 1006;
const OPENING = 8_000; // some proxies let a handshake wait for ever
const TRY_AGAIN = 1013;
const PRESENCE = 100; // carets need not follow each key

export const addressOf = ({door, epoch}) => `${location.origin.replace(/^http/, "ws")}${door}?epoch=${epoch}`;

export class Socket {
  constructor(exchange) {
    this.exchange = exchange;
    this.sent = this.saved = 0;
    this.hasMine = this.hasTheirs = false; // whether each side was given what it lacked
    this.line = new WebSocket(addressOf(exchange.addresses));
    this.line.binaryType = "arraybuffer";
    this.line.onopen = () => this.opened();
    this.line.onmessage = (message) => this.heard(frames.read(message.data));
    this.line.onclose = ({code}) => this.closed(code);
    this.moved = ({added, updated}, origin) => origin !== this && this.tellPresence([...added, ...updated]);
    exchange.presence.on("update", this.moved);
    this.listen(OPENING);
  }

  // Before `complete`, words wait for it; from then on each follows the last, even while theirs are on their way.
  send(update) {
    if (this.hasMine) this.give(frames.syncFrame(frames.UPDATE, update));
  }

  // A browser may wait for minutes before it says that the network is gone.
  giveUp() {
    this.close();
    this.exchange.lost({code: LOST, blocked: !this.hasSettled});
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
    if (missing) this.give(frames.syncFrame(frames.DIFFERENCE, missing));
    this.hasMine = true;
    this.settle();
  }

  // Words go to the server, which owes us to say that it has them: when it does not, the line is dead.
  give(frame) {
    this.sent += 1;
    this.owed ??= setTimeout(() => this.giveUp(), OWED);
    this.tell(frame);
  }

  tell(frame) {
    if (this.line.readyState === WebSocket.OPEN) this.line.send(frame);
  }

  // Both texts are one.
  settle() {
    if (this.hasMine && this.hasTheirs && !this.exchange.isSynced) {
      this.hasSettled = true;
      this.exchange.synced();
      this.count(this.saved);
    }
  }

  count(saved) {
    this.saved = saved;
    if (!this.exchange.isSynced || this.saved < this.sent) return;
    clearTimeout(this.owed);
    this.owed = null;
    this.exchange.saved();
  }

  ask() {
    this.tell(frames.syncFrame(frames.VECTOR, this.exchange.vector()));
  }

  tellPresence(clients) {
    const {presence} = this.exchange;
    if (!clients.includes(presence.clientID) || this.telling) return;
    this.telling = setTimeout(() => {
      this.telling = null;
      this.tell(frames.presenceFrame(encodeAwarenessUpdate(presence, [presence.clientID])));
    }, PRESENCE);
  }

  listen(patience = SILENCE) {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.giveUp(), patience);
  }

  closed(code) {
    this.rest();
    this.exchange.lost({code, blocked: code !== TRY_AGAIN && !this.hasSettled});
  }

  rest() {
    this.hasMine = false;
    clearInterval(this.clock);
    clearTimeout(this.patience);
    clearTimeout(this.telling);
    clearTimeout(this.owed);
    const {presence} = this.exchange;
    presence.off("update", this.moved);
    const others = [...presence.getStates().keys()].filter((client) => client !== presence.clientID);
    removeAwarenessStates(presence, others, this);
  }
}
