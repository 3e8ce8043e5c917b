// What is proposed while one types: « / » the tools and the lists that stay alive, « @ » people, « [[ » pages and groups.
// A combobox: the text keeps the focus, arrows choose, Enter takes, Escape closes. Tab still leaves.
import {EditorView} from "@codemirror/view";
import * as gestures from "./gestures.js";
import {made} from "./made.js";
import {choosePicture} from "./pictures.js";
import {say} from "./words.js";

const COMMANDS = ["heading", "list", "task", "quote", "table", "link", "image", "rule"];
const SHORTEST = 3; // characters of the title of a new page
const PAUSE = 150; // milliseconds after a key before the server is asked
const TRIGGERS = [
  {sign: /^\s*\/([\p{L} ]{0,20})$/u, pause: 0, ask: (pad, words) => commands(pad, words)},
  {sign: /(?:^|[\s(,;:«“"'’])@([\p{L}\p{M}'’. -]{1,40})$/u, pause: PAUSE, ask: (pad, words) => names(pad, words, ["person"])},
  {sign: /\[\[([^[\]\n|]{0,60})$/u, pause: PAUSE, ask: pagesOrNew},
];
const GAP = 4; // pixels between the line and the list

export class Completion {
  constructor(pad) {
    this.pad = pad;
    this.items = [];
    this.asked = 0;
    this.list = made("ul", {class: "pad-list", role: "listbox", id: "pad-liste", "aria-label": say("proposals"), hidden: true});
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.number));
    });
  }

  get attributes() {
    if (this.list.hidden) return {"aria-autocomplete": "list"};
    return {
      "aria-autocomplete": "list", "aria-controls": "pad-liste", "aria-haspopup": "listbox",
      "aria-activedescendant": `pad-choix-${this.chosen}`,
    };
  }

  watching() {
    return EditorView.updateListener.of((update) => {
      const isTyped = update.transactions.some((change) => change.isUserEvent("input") || change.isUserEvent("delete"));
      if (isTyped) this.look(update.state);
      else if (update.docChanged && !this.list.hidden) queueMicrotask(() => this.place()); // others write above
      else if (update.selectionSet || (update.focusChanged && !update.view.hasFocus)) this.close();
    });
  }

  keys() {
    const when = (act) => () => !this.list.hidden && (act(), true);
    return [
      {key: "ArrowDown", run: when(() => this.choose(this.chosen + 1))},
      {key: "ArrowUp", run: when(() => this.choose(this.chosen - 1))},
      {key: "Enter", run: when(() => this.take(this.chosen))},
      {key: "Escape", run: when(() => this.close())},
    ];
  }

  // A list of a moment ago may still be open while one types on: what is chosen in it takes the place of all of that,
  // and where it is no longer what one types, the list closes: Enter is a new line then.
  look(state) {
    const {head, empty} = state.selection.main;
    const before = state.sliceDoc(state.doc.lineAt(head).from, head);
    const trigger = empty ? TRIGGERS.find(({sign}) => sign.test(before)) : undefined;
    const [found, typed] = trigger ? before.match(trigger.sign) : ["", ""];
    if (trigger !== this.trigger || !this.suits(typed.trim())) this.close();
    this.trigger = trigger;
    if (!trigger) return;
    this.length = found.trimStart().replace(/^[\s(,;:«“"'’](?=@)/u, "").length; // before the caret: others may move both
    this.asked += 1;
    clearTimeout(this.pause);
    const {asked} = this, propose = async () => {
      const items = await trigger.ask(this.pad, typed.trim());
      if (asked === this.asked) this.open(items);
    };
    if (trigger.pause) this.pause = setTimeout(propose, trigger.pause);
    else queueMicrotask(propose); // before the next key
  }

  suits(words) {
    return this.list.hidden || folded(this.items[this.chosen].title).includes(folded(words));
  }

  open(items) {
    this.items = items;
    if (!items.length) return this.close();
    this.list.replaceChildren(...items.map(({title, word}, number) => made("li",
      {role: "option", id: `pad-choix-${number}`, "data-number": number}, title, ...(word ? [made("span", {class: "note"}, word)] : []))));
    this.list.hidden = false;
    this.place();
    this.choose(0);
    this.pad.status.tell(say("proposed", {number: items.length}));
  }

  get from() {
    return Math.max(0, this.view.state.selection.main.head - this.length);
  }

  place() {
    const sheet = this.list.parentElement.getBoundingClientRect();
    const caret = this.view.coordsAtPos(this.from) ?? sheet;
    const left = Math.min(caret.left - sheet.left, sheet.width - this.list.offsetWidth);
    this.list.style.insetInlineStart = `${Math.max(0, left)}px`;
    const {offsetHeight: height} = this.list;
    const isLow = caret.bottom + height > innerHeight && caret.top > height;
    this.list.style.top = `${(isLow ? caret.top - height - GAP : caret.bottom + GAP) - sheet.top}px`;
  }

  choose(number) {
    const {length} = this.items;
    this.chosen = (number + length) % length;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.chosen)));
    this.list.children[this.chosen].scrollIntoView({block: "nearest"});
    this.view.dispatch({}); // so that what the text says of itself follows
  }

  take(number) {
    const item = this.items[number];
    this.close();
    const {head} = this.view.state.selection.main;
    // The signs of a link are closed by hand at times: what is inserted holds them already.
    const after = this.view.state.sliceDoc(head, head + 2) === "]]" ? 2 : 0;
    const {from} = this, insert = item.insert ?? "";
    this.view.dispatch({
      changes: {from, to: head + after, insert},
      selection: {anchor: from + insert.length},
      userEvent: "input.complete",
    });
    this.close();
    item.act?.(this.view);
    this.view.focus();
  }

  close() {
    this.asked += 1;
    clearTimeout(this.pause);
    if (this.list.hidden) return;
    this.list.hidden = true;
    queueMicrotask(() => this.view.dispatch({}));
  }
}

function commands(pad, words) {
  const known = COMMANDS.filter((name) => name !== "image" || pad.element.dataset.attach);
  const act = (name) => (view) => (name === "image" ? choosePicture(pad) : gestures[name](view));
  const tools = known.map((name) => ({title: say(name), word: say(`${name}_title`), act: act(name)}));
  const lists = JSON.parse(pad.element.dataset.lists ?? "[]").map(({label, insert}) => ({title: label, word: say("kind_list"), insert}));
  return [...tools, ...lists].filter(({title}) => folded(title).startsWith(folded(words)));
}

async function names(pad, words, kinds) {
  const address = pad.element.dataset.names;
  if (!address) return [];
  const query = new URLSearchParams([["q", words], ...kinds.map((kind) => ["kind", kind])]);
  try {
    const got = await fetch(`${address}?${query}`, {headers: {Accept: "application/json"}});
    if (!got.ok) return [];
    return (await got.json()).map(({kind, title, insert}) => ({title, insert, word: say(`kind_${kind}`)}));
  } catch {
    return []; // no network: one writes on
  }
}

// A page that is not there yet is a link too: it leads to where it is begun.
async function pagesOrNew(pad, words) {
  const found = await names(pad, words, ["page", "group"]);
  const isThere = words.length < SHORTEST || found.some(({title}) => folded(title) === folded(words));
  return isThere ? found : [...found, {title: words, word: say("new_page"), insert: `[[${words}]]`}];
}

const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
