// What is hidden, and where: pure, on a text and the lines where somebody writes.
import assert from "node:assert/strict";
import {test} from "node:test";
import {GFM, parser} from "@lezer/markdown";
import {ranges} from "../pad/preview_ranges.js";

const markdown = parser.configure(GFM);

// Returns the text as it is seen: hidden signs are gone, a point is •, a box ☐.
function seen(text, active = () => false) {
  const found = ranges(markdown.parse(text), {slice: (from, to) => text.slice(from, to), isActive: active, from: 0, to: text.length});
  const shown = {hide: "", bullet: "•", checkbox: "☐", image: "▣"};
  const cuts = found.filter(({kind}) => kind in shown).sort((a, b) => b.from - a.from);
  return cuts.reduce((left, {from, to, kind}) => left.slice(0, from) + shown[kind] + left.slice(to), text);
}

const cases = [
  ["## La paperasse", "La paperasse"],
  ["Un **gros** mot, *vraiment*.", "Un gros mot, vraiment."],
  ["- du sel\n- [ ] du *poivre*", "• du sel\n☐ du poivre"],
  ["1. d’abord", "1. d’abord"],
  ["> dit-elle", "dit-elle"],
  ["Voir [la page](https://exemple.fr/a) et [[La soupe]].", "Voir la page et La soupe."],
  ["[[La soupe|soupe]]", "soupe"],
  ["[seul] et `code` et ~~rayé~~", "[seul] et code et rayé"],
  ["![un plan](/f/1)", "▣"],
  ["2 \\* 3", "2 * 3"],
];
for (const [text, shown] of cases) test(`${JSON.stringify(text)} is seen as ${JSON.stringify(shown)}`, () => assert.equal(seen(text), shown));

test("the line where somebody writes shows its signs", () => {
  const text = "## Un titre\n\nUn **gros** mot.";

  assert.equal(seen(text, (from, to) => from <= 11 && to >= 0), "## Un titre\n\nUn gros mot.");
});

test("a sign shows as long as one writes on either line of what it holds", () => {
  const text = "**deux\nlignes**";

  assert.equal(seen(text, (from, to) => from <= 6), text);
});
