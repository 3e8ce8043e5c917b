// Tables of Markdown: where their cells are. Pure but for the tree of @lezer/markdown that says where a table is.
import {ensureSyntaxTree, syntaxTree} from "@codemirror/language";

const PATIENCE = 50; // milliseconds, for a long text that is not all parsed yet

// The cells of one row, as offsets in its text. `start` to `end` is the cell with the sign that closes it, `from` to `to`
// its words; `isClosed` says whether a sign closes it.
export function cellsIn(text) {
  const signs = [...text.matchAll(/\\.|\|/gs)].filter(([sign]) => sign === "|").map(({index}) => index);
  const isOpened = signs.length > 0 && !text.slice(0, signs[0]).trim();
  const found = [];
  let start = isOpened ? signs.shift() + 1 : 0;
  for (const sign of signs) {
    found.push(cell(text, start, sign, sign + 1));
    start = sign + 1;
  }
  if (text.slice(start).trim()) found.push(cell(text, start, text.length, text.length));
  return found;
}

function cell(text, start, close, end) {
  const words = text.slice(start, close), first = words.search(/\S/);
  const isClosed = close < end;
  if (first < 0) return {start, from: Math.min(start + 1, close), to: Math.min(start + 1, close), end, isClosed};
  return {start, from: start + first, to: start + words.trimEnd().length, end, isClosed};
}

// The table that holds this place: its lines, the second being the one of signs, with their cells as places in the text.
export function tableAt(state, place) {
  const {to} = state.doc.lineAt(place);
  const tree = ensureSyntaxTree(state, to, PATIENCE) ?? syntaxTree(state);
  for (let node = tree.resolveInner(to, -1); node; node = node.parent) {
    if (node.name === "Table") return {lines: linesOf(node, state)};
  }
  return null;
}

export function linesOf(node, state) {
  const lines = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const {from, to} = child;
    const shift = (given) => ({...given, start: given.start + from, from: given.from + from, to: given.to + from, end: given.end + from});
    lines.push({from, to, cells: cellsIn(state.sliceDoc(from, to)).map(shift)});
  }
  return lines;
}

// The line and the cell of a place, as numbers.
export function cellAt(lines, place) {
  const line = lines.findIndex(({from, to}) => place >= from && place <= to);
  if (line < 0) return null;
  const {cells} = lines[line];
  const found = cells.findIndex(({end, isClosed}) => place < end || (!isClosed && place === end));
  return {line, cell: found < 0 ? cells.length - 1 : found};
}

export const row = (cells) => `| ${cells.join(" | ")} |`;

// Rows of words as a table; what is empty all along its end is left out.
export function written(rows) {
  const width = Math.max(0, ...rows.map((cells) => cells.findLastIndex((words) => words) + 1));
  const kept = rows.slice(0, rows.findLastIndex((cells) => cells.some((words) => words)) + 1);
  return [...kept.slice(0, 1), Array(width).fill("---"), ...kept.slice(1)]
    .map((cells) => row(Array.from({length: width}, (_, at) => cells[at] ?? "")));
}

export const guarded = (words) => words.replace(/(?<!\\)\|/g, "\\|");

// What a spreadsheet gives as plain text: tabs between cells, quotes around what holds a line break.
export function fromTabs(text) {
  const rows = [[]];
  for (const [, quoted, plain, close] of text.replace(/\r|\n+$/g, "").matchAll(/(?:"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*))(\t|\n|$)/g)) {
    const words = (quoted?.replace(/""/g, '"') ?? plain).replace(/\s+/g, " ").trim();
    rows.at(-1).push(guarded(words));
    if (close === "\n") rows.push([]);
    if (!close) break;
  }
  const isTable = rows.length > 1 && rows[0].length > 1 && rows.every(({length}) => length === rows[0].length);
  return isTable && rows.some((cells) => cells.slice(0, -1).some((words) => words)) ? written(rows) : null;
}
