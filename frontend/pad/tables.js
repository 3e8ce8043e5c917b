// A table is edited as one: Tab goes from cell to cell, its columns stand under each other, a bar adds and takes away.
// The text stays Markdown, and each act changes its own cells alone: others may be writing in the next ones.
import {syntaxTree} from "@codemirror/language";
import {EditorSelection, EditorState, Prec} from "@codemirror/state";
import {Decoration, EditorView, keymap, ViewPlugin} from "@codemirror/view";
import {button, made} from "./made.js";
import {cellAt, cellsIn, linesOf, row, tableAt} from "./table_text.js";
import {roving} from "./toolbar.js";
import {say} from "./words.js";

const SIGNS = 1; // the second line, which says where the columns are
const WIDEST = 40, NARROWEST = 4; // of a column, in characters
const HIDE = Decoration.replace({}), CELL = Decoration.mark({class: "pad-cell"}), MARKS = Decoration.line({class: "pad-marks"});

const ACTS = [
  ["table_next", next], ["table_row", addRow], ["table_column_more", addColumn], ["table_row_less", dropRow],
  ["table_column_less", dropColumn],
];

export class Tables {
  constructor(pad) {
    this.pad = pad;
    this.element = made("div", {class: "pad-choices pad-cells", role: "toolbar", "aria-label": say("table"), hidden: true},
      ...ACTS.map(([name, act]) => button(say(name), () => this.use(act), {title: say(`${name}_title`)})));
    roving(this.element);
  }

  use(act) {
    act(this.view, this.pad);
    this.view.focus();
  }

  extensions() {
    const {pad} = this;
    const key = (act) => (view) => act(view, pad);
    return [
      Prec.high(keymap.of([
        {key: "Tab", run: (view) => !this.leaves && next(view, pad), shift: (view) => !this.leaves && previous(view, pad)},
        {key: "Enter", run: key(below)},
        {key: "ArrowDown", run: (view) => vertically(view, true)},
        {key: "ArrowUp", run: (view) => vertically(view, false)},
        {key: "Home", run: (view) => toEdge(view, "from")},
        {key: "End", run: (view) => toEdge(view, "to")},
        {key: "Escape", run: (view) => { this.leaves = Boolean(here(view.state)); return false; }},
        {key: "Backspace", run: (view) => atEdge(view, "from")},
        {key: "Delete", run: (view) => atEdge(view, "to")},
      ])),
      EditorView.inputHandler.of(typed),
      EditorState.transactionFilter.of(inside),
      EditorView.domEventHandlers({click: aimed}),
      EditorView.updateListener.of((update) => this.watch(update)),
      Prec.lowest(shown),
    ];
  }

  // The bar is there while one is in a table; how to go about in it, and out of it, is said on arriving.
  watch({state, selectionSet, docChanged, focusChanged}) {
    if (!(selectionSet || docChanged || focusChanged)) return;
    if (selectionSet || docChanged) this.leaves = false;
    const found = !state.readOnly && here(state);
    this.element.hidden = !found || !state.selection.main.empty;
    const [, , , rowLess, columnLess] = this.element.children;
    rowLess.disabled = found?.line <= SIGNS;
    columnLess.disabled = found?.width < 2;
    if (Boolean(found) === Boolean(this.wasIn)) return;
    this.wasIn = found;
    this.pad.room.hint.textContent = say(found ? "table_how" : "how");
    if (found) this.pad.status.tell(say("table_how"));
  }
}

const here = (state) => cellOf(state, state.selection.main.head);

function cellOf(state, head) {
  const lines = tableAt(state, head)?.lines;
  const at = lines && cellAt(lines, head);
  return at && {lines, ...at, width: lines[0].cells.length};
}

// ---- From cell to cell
function go(view, pad, {lines}, line, cell) {
  const {cells} = lines[line];
  const {to} = cells[Math.min(cell, cells.length - 1)];
  view.dispatch({selection: EditorSelection.cursor(to, -1), scrollIntoView: true, userEvent: "select"});
  if (pad) tellCell(view.state, pad);
  return true;
}

function tellCell(state, pad) {
  const {lines, line, cell} = here(state) ?? {};
  const column = lines?.[0].cells[cell];
  if (column) pad.status.tell(say("table_cell", {column: state.sliceDoc(column.from, column.to), row: Math.max(1, line)}));
}

function next(view, pad) {
  const at = here(view.state);
  if (!at) return false;
  const {lines, line, cell} = at;
  if (line !== SIGNS && cell + 1 < lines[line].cells.length) return go(view, pad, at, line, cell + 1);
  const after = line < SIGNS ? SIGNS + 1 : line + 1;
  return after < lines.length ? go(view, pad, at, after, 0) : addRow(view, pad);
}

function previous(view, pad) {
  const at = here(view.state);
  if (!at) return false;
  const {lines, line, cell} = at;
  if (line !== SIGNS && cell > 0) return go(view, pad, at, line, cell - 1);
  const before = line === SIGNS + 1 ? 0 : line - 1;
  return before < 0 || go(view, pad, at, before, lines[before].cells.length - 1);
}

// A caret that the arrows or the mouse put beside the row is in its first cell, or in its last.
function inside(change) {
  const {selection, startState, docChanged} = change;
  if (!selection?.main.empty || docChanged || !change.isUserEvent("select")) return change;
  const {head} = selection.main, at = cellOf(startState, head);
  if (!at || at.line === SIGNS) return change;
  const {cells} = at.lines[at.line], last = cells.at(-1);
  if (!last) return change;
  const anchor = head < cells[0].start ? cells[0].from : last.isClosed && head >= last.end ? last.to : head;
  return anchor === head ? change : [change, {selection: {anchor}}];
}

// What parts two cells has no width: a click beside the words of one may land in its neighbour.
function aimed({target}, view) {
  const {main} = view.state.selection, seen = target.closest(".pad-cell");
  if (!seen || !main.empty) return;
  const {lines, line} = cellOf(view.state, view.posAtDOM(seen.parentElement)) ?? {};
  const aim = lines?.[line].cells[[...seen.parentElement.querySelectorAll(".pad-cell")].indexOf(seen)];
  if (!aim || (main.head >= aim.from && main.head <= aim.to)) return;
  view.dispatch({selection: {anchor: main.head < aim.from ? aim.from : aim.to}, userEvent: "select"});
}

// Within the lines of a cell, then to the same column of the next row, then out of the table.
function vertically(view, isDown) {
  const {main} = view.state.selection, at = main.empty && here(view.state);
  if (!at || at.line === SIGNS) return false;
  const {lines, line, cell} = at, {from, to} = lines[line].cells[cell];
  const {head} = view.moveVertically(main, isDown);
  if (head !== main.head && head >= from && head <= to) return false;
  const other = line + (isDown ? 1 : -1), row = lines[other === SIGNS ? other + (isDown ? 1 : -1) : other];
  if (row) return go(view, null, at, lines.indexOf(row), cell);
  const {doc} = view.state, number = doc.lineAt(main.head).number + (isDown ? lines.length - line : -1);
  if (number < 1 || number > doc.lines) return true;
  const anchor = isDown ? doc.line(number).from : doc.line(number).to;
  view.dispatch({selection: {anchor}, scrollIntoView: true, userEvent: "select"});
  return true;
}

// Enter goes down; from the last row it adds one, and from one that is empty it leaves the table.
function below(view, pad) {
  const {state} = view, at = here(state);
  if (!at) return begins(view);
  const {lines, line, cell} = at;
  const after = line < SIGNS ? SIGNS + 1 : line + 1;
  if (after < lines.length) return go(view, pad, at, after, cell);
  const isEmpty = line > SIGNS && lines[line].cells.every(({from, to}) => from === to);
  if (!isEmpty) return addRow(view, pad, cell);
  const {from, to} = state.doc.lineAt(lines[line].from);
  return write(view, {from, to}, from);
}

// A line of cells becomes the head of a table.
function begins(view) {
  const {state} = view, {head, empty} = state.selection.main;
  const {text, to} = state.doc.lineAt(head);
  const words = text.trim(), {length} = cellsIn(text);
  if (!empty || head !== to || length < 2 || words[0] !== "|" || words.at(-1) !== "|" || words.at(-2) === "\\") return false;
  const prefix = `\n${text.slice(0, text.indexOf("|"))}`;
  const insert = `${prefix}${row(Array(length).fill("---"))}${prefix}`;
  return write(view, {from: to, insert: insert + emptyRow(length)}, to + insert.length + 2);
}

function toEdge(view, edge) {
  const at = here(view.state), found = at && at.line !== SIGNS && at.lines[at.line].cells[at.cell];
  if (found) view.dispatch({selection: {anchor: found[edge]}, userEvent: "select"});
  return Boolean(found);
}

// At the edge of a cell the sign between two of them stays.
function atEdge(view, edge) {
  const {main} = view.state.selection, at = main.empty && here(view.state);
  if (!at || at.line === SIGNS) return false;
  const cell = at.lines[at.line].cells[at.cell];
  return Boolean(cell) && (edge === "from" ? main.head <= cell.from : main.head >= cell.to);
}

// A bar that is typed within a cell is a bar.
function typed(view, from, to, text) {
  if (text !== "|" || view.state.readOnly) return false;
  const at = here(view.state);
  if (!at || at.line === SIGNS || !at.lines[at.line].cells[at.cell]?.isClosed || to === at.lines[at.line].to) return false;
  return write(view, {from, to, insert: "\\|"}, from + 2);
}

// ---- Rows and columns
const emptyRow = (width) => `|${"  |".repeat(width)}`;

function addRow(view, pad, cell = 0) {
  const at = here(view.state);
  if (!at) return false;
  const {lines, line, width} = at;
  const {from, to} = lines[Math.max(line, SIGNS)];
  const begun = view.state.doc.lineAt(from);
  const insert = `\n${begun.text.slice(0, from - begun.from)}`;
  const isDone = write(view, {from: to, insert: insert + emptyRow(width)}, to + insert.length + 2 + cell * "  |".length);
  if (isDone) tellCell(view.state, pad);
  return isDone;
}

function dropRow(view) {
  const {state} = view, at = here(state);
  if (!at || at.line <= SIGNS) return false;
  const {from, to} = state.doc.lineAt(at.lines[at.line].from);
  const {lines, line} = at;
  const beside = lines[line - 1 > SIGNS ? line - 1 : line + 1] ?? lines[0];
  const [{to: place}] = beside.cells;
  return write(view, {from: from - 1, to}, place < from ? place : place - (to - from + 1));
}

function addColumn(view) {
  const at = here(view.state);
  if (!at) return false;
  const changes = at.lines.flatMap(({cells}, line) => {
    const beside = cells[at.cell];
    const words = line === SIGNS ? " --- |" : "  |";
    return beside ? [{from: beside.end, insert: beside.isClosed ? words : ` |${words}`}] : [];
  });
  const {isClosed, end} = at.lines[at.line].cells[at.cell];
  const shift = changes.filter(({from}) => from < end).reduce((sum, {insert}) => sum + insert.length, 0);
  return write(view, changes, end + shift + (isClosed ? 1 : " | ".length));
}

function dropColumn(view) {
  const at = here(view.state);
  if (!at || at.width < 2) return false;
  const changes = at.lines.flatMap(({cells}) => {
    const gone = cells[at.cell];
    return gone ? [{from: gone.start, to: gone.end}] : [];
  });
  const {cells} = at.lines[at.line];
  const beside = cells[at.cell + 1] ?? cells[at.cell - 1] ?? at.lines[0].cells[0];
  return write(view, changes, view.state.changes(changes).mapPos(beside.to, -1));
}

function write(view, changes, anchor) {
  if (view.state.readOnly) return false;
  view.dispatch({changes, selection: {anchor}, scrollIntoView: true, userEvent: "input"});
  return true;
}

// ---- How it is seen: a cell is an element, and what parts it from the next is hidden
const shown = ViewPlugin.fromClass(class {
  constructor(view) {
    this.make(view);
  }

  update(update) {
    const isStale = update.docChanged || update.viewportChanged || update.selectionSet || update.focusChanged
      || syntaxTree(update.startState) !== syntaxTree(update.state);
    if (isStale) this.make(update.view);
  }

  make(view) {
    const {state} = view, found = [], between = [];
    for (const {from, to} of view.visibleRanges) {
      syntaxTree(state).iterate({from, to, enter: ({node}) => {
        if (node.name !== "Table") return node.name !== "Paragraph";
        draw(linesOf(node, state), view, found, between);
        return false;
      }});
    }
    this.decorations = Decoration.set(found, true);
    this.between = Decoration.set(between, true);
  }
}, {
  decorations: (plugin) => plugin.decorations,
  provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.between ?? Decoration.none),
});

function draw(lines, view, found, between) {
  const {state} = view, {head} = state.selection.main;
  const columns = lines[0].cells.map((_, at) => Math.min(WIDEST, Math.max(NARROWEST,
    ...lines.map(({cells}, line) => (cells[at] && line !== SIGNS ? cells[at].to - cells[at].from : 0)))));
  const style = `grid-template-columns: ${columns.map((width) => `minmax(3rem, ${width + 3}ch)`).join(" ")}`;
  lines.forEach(({from, to, cells}, line) => {
    const begun = state.doc.lineAt(from);
    if (line === SIGNS) {
      if (to > from && !(view.hasFocus && head >= from && head <= to)) found.push(MARKS.range(begun.from), HIDE.range(from, to));
      return;
    }
    found.push(Decoration.line({class: line ? "pad-row" : "pad-row pad-head", attributes: {style}}).range(begun.from));
    cells.forEach((cell, number) => {
      const start = number ? cell.start : begun.from, end = number === cells.length - 1 ? begun.to : cell.end;
      found.push(CELL.range(start, end));
      const before = Math.max(cell.start, cell.from - 1), after = head > cell.to && head < cell.end ? head : cell.to; // a space just typed is seen
      if (before > start) found.push(HIDE.range(start, before));
      if (end > after && cell.isClosed) found.push(HIDE.range(after, end));
      const beyond = cells[number + 1]?.from ?? begun.to;
      if (beyond > cell.to) between.push(HIDE.range(cell.to, beyond));
      if (!number && cell.from > begun.from) between.push(HIDE.range(begun.from, cell.from));
    });
  });
}
