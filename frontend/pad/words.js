// The words of the interface are the page's, in the reader's language.
let words = {};

export function readWords(pad) {
  words = JSON.parse(pad.dataset.words);
}

// say("with_one", {name: "Inès"})
export const say = (name, facts = {}) => words[name].replace(/\{(\w+)\}/g, (whole, fact) => facts[fact] ?? whole);
