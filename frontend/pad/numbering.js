// The number of each line, left of the margin line, as on the page that is read line by line; and its paper.
import {StateEffect, StateField} from "@codemirror/state";
import {Decoration, EditorView, ViewPlugin} from "@codemirror/view";

// setPapers.of(new Map([[line, "need"]])): the kind of thing that was understood of a line.
export const setPapers = StateEffect.define();

const papers = StateField.define({
  create: () => new Map(),
  update: (value, change) => change.effects.findLast((effect) => effect.is(setPapers))?.value ?? value,
});

const numbers = ViewPlugin.fromClass(class {
  constructor(view) {
    this.decorations = numbered(view);
  }

  update(update) {
    const isPapered = update.startState.field(papers) !== update.state.field(papers);
    if (update.docChanged || update.viewportChanged || isPapered) this.decorations = numbered(update.view);
  }
}, {decorations: (plugin) => plugin.decorations});

export const numbering = [papers, numbers];

function numbered(view) {
  const papered = view.state.field(papers);
  const found = [];
  for (const {from, to} of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const paper = papered.get(line.number);
      const attributes = {"data-ligne": line.number, class: paper ? `pad-paper ${paper}` : ""};
      found.push(Decoration.line({attributes}).range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(found);
}
