// What the tools do to the text: each is a command of CodeMirror. They write Markdown, and take it away again.
import {EditorSelection} from "@codemirror/state";
import {say} from "./words.js";

const HEADING = /^(#{1,6}) +/, ITEM = /^(\s*)(?:[-*+] +(?:\[[ xX]\] +)?|\d+[.)] +)/, TASK = /^(\s*)[-*+] +\[[ xX]\] +/;
const QUOTE = /^> ?/;

export const bold = (view) => wrap(view, "**");
export const italic = (view) => wrap(view, "*");

// A title, a smaller one, then a line as any other.
export const heading = (view) => eachLine(view, (text) => {
  const level = text.match(HEADING)?.[1].length ?? 0;
  const bare = text.replace(HEADING, "");
  return level === 0 ? `## ${bare}` : level === 2 ? `### ${bare}` : bare;
});

export const list = (view) => eachLine(view, (text, all) => {
  const isList = all.every((line) => ITEM.test(line) && !TASK.test(line));
  return isList ? text.replace(ITEM, "$1") : text.replace(ITEM, "$1").replace(/^(\s*)/, "$1- ");
});

export const task = (view) => eachLine(view, (text, all) => {
  const isTask = all.every((line) => TASK.test(line));
  return isTask ? text.replace(TASK, "$1") : text.replace(ITEM, "$1").replace(/^(\s*)/, "$1- [ ] ");
});

export const quote = (view) => eachLine(view, (text, all) => (
  all.every((line) => QUOTE.test(line)) ? text.replace(QUOTE, "") : `> ${text}`
));

// Tick the box of the line, or take the tick off.
export function tick(view) {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  const found = line.text.match(/^\s*[-*+] +\[([ xX])\]/);
  if (!found || view.state.readOnly) return false;
  const at = line.from + found[0].length - 2;
  view.dispatch({changes: {from: at, to: at + 1, insert: found[1] === " " ? "x" : " "}, userEvent: "input"});
  return true;
}

// The words stay; their address is to be typed in the place that is selected.
export function link(view) {
  const {from, to} = view.state.selection.main;
  const words = view.state.sliceDoc(from, to) || say("link_words");
  const insert = `[${words}](https://)`;
  const start = from + words.length + 3;
  return write(view, {from, to, insert}, EditorSelection.range(start, start + "https://".length));
}

export function table(view) {
  const column = say("table_column");
  const rows = [`| ${column} 1 | ${column} 2 |`, "| --- | --- |", "|  |  |"];
  return addBlock(view, rows.join("\n"), 2);
}

export const rule = (view) => addBlock(view, "---\n", 4);

// A block stands on lines of its own; the caret goes to `inside` characters of it.
export function addBlock(view, text, inside = text.length) {
  const {doc, selection} = view.state;
  const line = doc.lineAt(selection.main.head);
  const isFree = line.text.trim() === "";
  const before = !isFree ? "\n\n" : line.number > 1 && doc.line(line.number - 1).text.trim() ? "\n" : "";
  const from = isFree ? line.from : line.to;
  return write(view, {from, to: line.to, insert: `${before}${text}\n`}, EditorSelection.cursor(from + before.length + inside));
}

function write(view, changes, selection) {
  if (view.state.readOnly) return false;
  view.dispatch({changes, selection, scrollIntoView: true, userEvent: "input"});
  return true;
}

// Put the sign on both sides of the selection, or of the word; or take it away where it is.
function wrap(view, sign) {
  const {state} = view;
  if (state.readOnly) return false;
  const change = state.changeByRange((given) => {
    const range = given.empty ? state.wordAt(given.head) ?? given : trimmed(state, given);
    const {from, to} = range, size = sign.length;
    const isIn = state.sliceDoc(from - size, from) === sign && state.sliceDoc(to, to + size) === sign;
    if (isIn) {
      const changes = [{from: from - size, to: from}, {from: to, to: to + size}];
      return {changes, range: EditorSelection.range(from - size, to - size)};
    }
    return {changes: [{from, insert: sign}, {from: to, insert: sign}], range: EditorSelection.range(from + size, to + size)};
  });
  view.dispatch(state.update(change, {userEvent: "input", scrollIntoView: true}));
  return true;
}

function trimmed(state, {from, to}) {
  const text = state.sliceDoc(from, to);
  const start = from + text.length - text.trimStart().length;
  return EditorSelection.range(Math.min(start, to), Math.max(start, to - (text.length - text.trimEnd().length)));
}

// Rewrite the beginning of each selected line, and touch nothing else of it: others may be writing there.
function eachLine(view, rewrite) {
  const {state} = view;
  if (state.readOnly) return false;
  const {from, to} = state.selection.main;
  const first = state.doc.lineAt(from).number, last = state.doc.lineAt(to).number;
  const lines = Array.from({length: last - first + 1}, (_, number) => state.doc.line(first + number));
  const isAlone = lines.length === 1;
  const written = lines.filter((line) => isAlone || line.text.trim());
  const all = written.map((line) => line.text);
  const changes = state.changes(written.map((line) => beginning(line, rewrite(line.text, all))));
  const selection = state.selection.map(changes, 1); // the caret stays after what is put before it
  view.dispatch({changes, selection, userEvent: "input", scrollIntoView: true});
  return true;
}

function beginning(line, wanted) {
  let same = 0;
  const least = Math.min(line.text.length, wanted.length);
  while (same < least && line.text.at(-1 - same) === wanted.at(-1 - same)) same += 1;
  return {from: line.from, to: line.to - same, insert: wanted.slice(0, wanted.length - same)};
}
