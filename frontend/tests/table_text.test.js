// Tables of Markdown: where their cells are, and what a spreadsheet gives.
import assert from "node:assert/strict";
import {test} from "node:test";
import {cellAt, cellsIn, fromTabs, written} from "../pad/table_text.js";

const words = (text) => cellsIn(text).map(({from, to}) => text.slice(from, to));

const rows = [
  ["| lundi | la soupe |", ["lundi", "la soupe"]],
  ["lundi | la soupe", ["lundi", "la soupe"]],
  ["|a|b|", ["a", "b"]],
  ["| a |   |", ["a", ""]],
  ["| a || c |", ["a", "", "c"]],
  ["| deux \\| trois | b |", ["deux \\| trois", "b"]],
  ["| `x` | b", ["`x`", "b"]],
];
for (const [text, cells] of rows) test(`${text} has ${cells.length} cells`, () => assert.deepEqual(words(text), cells));

test("a place belongs to the cell that its sign closes", () => {
  const text = "| a | b |", lines = [{from: 0, to: text.length, cells: cellsIn(text)}];

  assert.deepEqual([2, 3, 4, 5, 6].map((place) => cellAt(lines, place).cell), [0, 0, 0, 1, 1]);
});

const tabs = [
  ["Jour\tQui\nlundi\tZoé", ["| Jour | Qui |", "| --- | --- |", "| lundi | Zoé |"]],
  ["Jour\tQui\r\nlundi\t\"Zoé\r\net Malo\"\r\n", ["| Jour | Qui |", "| --- | --- |", "| lundi | Zoé et Malo |"]],
  ["a\tb\n\"un \"\"vrai\"\" four\"\t1|2", ["| a | b |", "| --- | --- |", "| un \"vrai\" four | 1\\|2 |"]],
  ["a\tb\t\n\tc\t", ["| a | b |", "| --- | --- |", "|  | c |"]],
  ["une seule ligne\tavec un saut", null],
  ["a\tb\nsans saut", null],
  ["\tretrait\n\tretrait", null],
  ["", null],
];
for (const [text, told] of tabs) test(`${JSON.stringify(text)} is ${told ? "a table" : "none"}`, () => assert.deepEqual(fromTabs(text), told));

test("what is empty all along its end is left out", () => {
  assert.deepEqual(written([["a", "b", ""], ["c", "", ""], ["", "", ""]]), ["| a | b |", "| --- | --- |", "| c |  |"]);
});
