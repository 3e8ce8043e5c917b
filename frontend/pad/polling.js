// Where a proxy lets no WebSocket through: the same text, asked for and given by HTTP every two seconds.
import {answer, question} from "./frames.js";
import {addressOf} from "./socket.js";

const EVERY = 2_000; // milliseconds
const AGAIN = 20_000; // how often a WebSocket is tried all the same
const NOTHING = new Uint8Array();
const FOR_EVER = {401: 4401, 403: 4403, 404: 4404, 409: 4409, 410: 4404, 413: 4413};

export class Polling {
  constructor(exchange) {
    this.exchange = exchange;
    this.since = Date.now();
    this.theirs = null; // the server's state vector, once it said it
    this.changes = 0;
    this.ask();
  }

  send() {
    this.changes += 1; // it leaves with the next question
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  async ask() {
    const {exchange, changes} = this;
    const missing = (this.theirs && exchange.missing(this.theirs)) || NOTHING;
    const wholeOfMine = this.theirs !== null;
    const got = await this.post(question(exchange.vector(), missing));
    if (this.isClosed) return;
    if (got?.ok) this.read(answer(await got.arrayBuffer()), wholeOfMine && changes === this.changes);
    else return exchange.lost({code: FOR_EVER[got?.status] ?? 1006, blocked: false});
    if (this.isClosed) return;
    if (Date.now() - this.since > AGAIN) this.probe();
    this.timer = setTimeout(() => this.ask(), EVERY);
  }

  // The other way is quicker: see whether it is open by now, without leaving this one.
  probe() {
    this.since = Date.now();
    const line = new WebSocket(addressOf(this.exchange.addresses));
    const patience = setTimeout(() => line.close(), AGAIN / 2);
    line.onopen = () => {
      clearTimeout(patience);
      line.close();
      if (!this.isClosed) this.exchange.trySocket();
    };
  }

  read({difference, vector, revision, epoch, mayWrite}, isSaved) {
    const {exchange} = this;
    if (epoch !== Number(exchange.addresses.epoch)) return exchange.end(4409);
    exchange.receive(difference);
    const isFirst = this.theirs === null;
    this.theirs = vector;
    exchange.told.rights(mayWrite);
    if (isFirst) exchange.synced();
    if (isSaved || (isFirst && !exchange.unsaved)) exchange.saved();
    if (revision !== this.revision) exchange.told.revision(revision);
    this.revision = revision;
  }

  async post(body) {
    const headers = {"Content-Type": "application/octet-stream"};
    try {
      return await fetch(this.exchange.addresses.sync, {method: "POST", headers, body});
    } catch {
      return null; // no network
    }
  }
}
