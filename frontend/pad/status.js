// Where one's words are, in words, and who else is here. It says aloud what changes the day, not each key.
import {made} from "./made.js";
import {say} from "./words.js";

export class Status {
  constructor(pad) {
    this.pad = pad;
    this.shown = made("span", {class: "state"});
    this.others = made("span", {class: "pad-attendance"});
    this.aloud = made("span", {role: "status", class: "sr-only"});
    this.element = made("p", {class: "pad-state tool"}, this.shown, " ", this.others, this.aloud);
    pad.presence.on("change", () => this.showOthers());
    this.last = "saved";
    this.show();
  }

  show() {
    const name = this.state();
    if (name === "saving") this.refused?.remove(); // she writes on
    this.shown.textContent = say(name);
    this.shown.className = `state ${SHAPES[name]}`;
    if (name !== "saving" && name !== this.last) {
      this.tell(say(name));
      this.last = name;
    }
  }

  tell(words) {
    this.aloud.textContent = "";
    requestAnimationFrame(() => { this.aloud.textContent = words; });
  }

  // What she asked for is not done: the sentence stays in sight, however far below she writes, until she writes on.
  refuse(words) {
    this.refused?.remove();
    this.refused = made("p", {class: "done pad-refusal", role: "alert"}, words);
    this.element.after(this.refused);
  }

  state() {
    const {exchange, keeping, mayWrite} = this.pad;
    if (!exchange || exchange.isOver) return "over";
    if (!exchange.isOnline) return keeping.works ? "offline" : "offline_open";
    if (exchange.unsaved) return "saving";
    return mayWrite ? "saved" : "read_only";
  }

  // Each name once: one person may have several pages open.
  showOthers() {
    const {presence} = this.pad;
    const states = [...presence.getStates()].filter(([client, {user}]) => client !== presence.clientID && user?.name);
    const names = [...new Set(states.map(([, {user}]) => user.name))].sort((a, b) => a.localeCompare(b));
    const last = names.pop();
    this.others.textContent = !last ? "" : names.length
      ? say("with_many", {names: names.join(", "), last})
      : say("with_one", {name: last});
  }
}

const SHAPES = {saved: "alive", saving: "half", offline: "call", offline_open: "call", read_only: "resting", over: "resting"};
