// Where the others write: a caret with a name. Nothing of it is read aloud.
import {createAbsolutePositionFromRelativePosition, createRelativePositionFromJSON, createRelativePositionFromTypeIndex} from "yjs";
import {Annotation} from "@codemirror/state";
import {Decoration, ViewPlugin, WidgetType} from "@codemirror/view";
import {made} from "./made.js";

const moved = Annotation.define();

class Caret extends WidgetType {
  constructor(name, colour) {
    super();
    Object.assign(this, {name, colour});
  }

  eq(other) {
    return other.name === this.name && other.colour === this.colour;
  }

  toDOM() {
    const flag = made("span", {class: "pad-flag"}, this.name);
    return made("span", {class: `pad-caret pad-hand-${this.colour}`, "aria-hidden": "true"}, flag);
  }

  get estimatedHeight() {
    return -1;
  }

  ignoreEvent() {
    return true;
  }
}

export const carets = (pad) => ViewPlugin.fromClass(class {
  constructor(view) {
    this.view = view;
    this.heard = ({added, updated, removed}) => {
      const others = [...added, ...updated, ...removed].filter((client) => client !== pad.presence.clientID);
      // A change of the text is being applied while carets come with it: look once it is done.
      if (others.length) queueMicrotask(() => view.dispatch({annotations: [moved.of(true)]}));
    };
    pad.presence.on("change", this.heard);
    this.decorations = all(pad, view.state);
  }

  update(update) {
    if (update.selectionSet || update.focusChanged) tell(pad, update);
    const isStale = update.docChanged || update.transactions.some((change) => change.annotation(moved));
    if (isStale) this.decorations = all(pad, update.state);
  }

  destroy() {
    pad.presence.off("change", this.heard);
  }
}, {decorations: (plugin) => plugin.decorations});

// The text may be a step ahead of the shared one while an update is under way: the place is told right after.
function tell(pad, {view}) {
  queueMicrotask(() => {
    const {anchor, head} = view.state.selection.main;
    const cursor = view.hasFocus
      ? {anchor: createRelativePositionFromTypeIndex(pad.text, anchor), head: createRelativePositionFromTypeIndex(pad.text, head)}
      : null;
    pad.presence.setLocalStateField("cursor", cursor);
  });
}

function all(pad, state) {
  const found = [];
  for (const [client, {cursor, user}] of pad.presence.getStates()) {
    if (client === pad.presence.clientID || !cursor || !user) continue;
    const anchor = place(pad, cursor.anchor, state), head = place(pad, cursor.head, state);
    if (anchor === null || head === null) continue;
    const colour = Number(user.colour ?? 0) % 8;
    if (anchor !== head) {
      const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
      found.push(Decoration.mark({class: `pad-selection pad-hand-${colour}`}).range(from, to));
    }
    found.push(Decoration.widget({widget: new Caret(String(user.name ?? ""), colour), side: 1}).range(head));
  }
  return Decoration.set(found, true);
}

// What others tell is theirs to write: a place between two signs would have this editor read wrong what is typed here.
function place(pad, told, state) {
  const found = told && positionOf(pad, told);
  return found?.type === pad.text && Number.isInteger(found.index) ? Math.min(Math.max(0, found.index), state.doc.length) : null;
}

function positionOf(pad, told) {
  try {
    return createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(told), pad.doc);
  } catch {
    return null; // of no item of the text
  }
}
