// The live preview: decorations over the text, which stays Markdown to the letter.
import {syntaxTree} from "@codemirror/language";
import {Decoration, EditorView, ViewPlugin, WidgetType} from "@codemirror/view";
import {ranges} from "./preview_ranges.js";
import {say} from "./words.js";

class Point extends WidgetType {
  eq() {
    return true;
  }

  toDOM() {
    const dot = document.createElement("span");
    dot.className = "pad-bullet";
    dot.textContent = "•";
    return dot;
  }
}

class Box extends WidgetType {
  constructor(isTicked) {
    super();
    this.isTicked = isTicked;
  }

  eq(other) {
    return other.isTicked === this.isTicked;
  }

  // Out of the way of Tab, which leaves the text; Ctrl-Enter ticks it from the keyboard.
  toDOM() {
    const box = document.createElement("input");
    Object.assign(box, {type: "checkbox", checked: this.isTicked, tabIndex: -1, className: "pad-checkbox"});
    box.setAttribute("aria-label", say("box"));
    return box;
  }

  ignoreEvent() {
    return false;
  }
}

class Picture extends WidgetType {
  constructor(address, alternative) {
    super();
    Object.assign(this, {address, alternative});
  }

  eq(other) {
    return other.address === this.address && other.alternative === this.alternative;
  }

  toDOM() {
    const image = document.createElement("img");
    Object.assign(image, {src: this.address, alt: this.alternative, className: "pad-image"});
    return image;
  }
}

const IMAGE = /^!\[(.*)\]\((\/s\/[\w-]+\/pages\/[\w-]+\/attachments\/\d+\/\w[\w.-]*)[\s)]/s; // a file of a page: browsers ask for it by themselves
const HIDE = Decoration.replace({});
const POINT = Decoration.replace({widget: new Point()});

export const preview = ViewPlugin.fromClass(class {
  constructor(view) {
    this.decorations = decorated(view);
  }

  // While a button of the mouse is down nothing moves, or the click would land elsewhere than where one aims.
  update(update) {
    const isStale = update.docChanged || update.viewportChanged || update.selectionSet || update.focusChanged
      || syntaxTree(update.startState) !== syntaxTree(update.state) || this.waits;
    this.waits = isStale && this.isPressed && !update.docChanged;
    if (isStale && !this.waits) this.decorations = decorated(update.view);
  }
}, {
  decorations: (plugin) => plugin.decorations,
  eventHandlers: {
    mousedown(event, view) {
      if (event.target.classList.contains("pad-checkbox")) return toggle(view, event);
      this.isPressed = true;
      addEventListener("mouseup", () => {
        this.isPressed = false;
        view.dispatch({});
      }, {once: true});
      return false;
    },
    click: (event) => event.target.classList.contains("pad-checkbox") && (event.preventDefault(), true),
  },
});

function decorated(view) {
  const {state} = view;
  const active = view.hasFocus ? state.selection.ranges.map(({from, to}) => wholeLines(state.doc, from, to)) : [];
  const isActive = (from, to) => active.some((lines) => from <= lines.to && to >= lines.from);
  const slice = (from, to) => state.sliceDoc(from, to);
  const found = view.visibleRanges.flatMap(({from, to}) => {
    const lines = wholeLines(state.doc, from, to);
    return ranges(syntaxTree(state), {slice, isActive, ...lines});
  });
  return Decoration.set(found.flatMap((range) => decorations(range, state)), true);
}

const wholeLines = (doc, from, to) => ({from: doc.lineAt(from).from, to: doc.lineAt(to).to});

function decorations({from, to, kind}, state) {
  if (kind === "hide") return [HIDE.range(from, to)];
  if (kind === "bullet") return [POINT.range(from, to)];
  if (kind === "checkbox") return [Decoration.replace({widget: new Box(state.sliceDoc(from, to) !== "[ ]")}).range(from, to)];
  if (kind === "image") return picture(from, to, state);
  if (kind.startsWith("line:")) return lines(from, to, `pad-${kind.slice(5)}`, state);
  return [Decoration.mark({class: `pad-${kind}`}).range(from, to)];
}

function picture(from, to, state) {
  const [, alternative, address] = state.sliceDoc(from, to).match(IMAGE) ?? [];
  return address ? [Decoration.replace({widget: new Picture(address, alternative)}).range(from, to)] : [];
}

function lines(from, to, name, state) {
  const found = [];
  for (let at = from; at <= to;) {
    const line = state.doc.lineAt(at);
    found.push(Decoration.line({class: name}).range(line.from));
    at = line.to + 1;
  }
  return found;
}

function toggle(view, event) {
  event.preventDefault();
  const at = view.posAtDOM(event.target);
  const box = view.state.sliceDoc(at, at + 3);
  if (view.state.readOnly || !/^\[[ xX]\]$/.test(box)) return true;
  view.dispatch({changes: {from: at, to: at + 3, insert: box === "[ ]" ? "[x]" : "[ ]"}, userEvent: "input"});
  return true;
}
