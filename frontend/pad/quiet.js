// In the place of lib0/logging, of which yjs asks colours for its warnings: it would bring a library of pages along.
export const BOLD = "", UNBOLD = "", ORANGE = "", RED = "";
export const print = (...words) => console.warn(words.join(""));
export const warn = print;
