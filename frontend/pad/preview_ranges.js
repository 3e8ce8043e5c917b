// What Markdown looks like on the lines where nobody writes: which signs are hidden, which words are bold.
// Pure: a tree of @lezer/markdown and a text come in, ranges go out.

const WIKI_LINK = /\[\[([^[\]\n]+)\]\]/g;
const HEADING = /^(?:ATX|Setext)Heading(\d)$/;
const WORDS = {
  StrongEmphasis: "bold", Emphasis: "italic", Strikethrough: "strike", InlineCode: "code", URL: "address",
};
const SIGNS = new Set(["EmphasisMark", "StrikethroughMark", "CodeMark", "LinkMark"]);
const LINES = {Blockquote: "quote", FencedCode: "block", CodeBlock: "block", HorizontalRule: "rule", Table: "table"};

// `slice(from, to)` gives the text, `isActive(from, to)` says whether somebody writes on these lines.
// Returns [{from, to, kind}], kind being "hide", "bullet", "checkbox", "image", a word's or a line's ("line:heading1").
export function ranges(tree, {slice, isActive, from, to}) {
  const found = [];
  tree.iterate({from, to, enter: ({node}) => visit(node, {slice, isActive, found})});
  wikiLinks({slice, isActive, from, to, found});
  return found;
}

function visit(node, {slice, isActive, found}) {
  const {name, from, to} = node;
  const add = (kind, start = from, end = to) => end > start && found.push({from: start, to: end, kind});
  const hide = (start, end) => !isActive(start, end) && !slice(start, end).includes("\n") && add("hide", start, end);
  const heading = name.match(HEADING);
  if (heading) add(`line:heading${heading[1]}`);
  else if (name in LINES) add(`line:${LINES[name]}`);
  else if (name in WORDS) add(WORDS[name]);

  if (name === "HeaderMark") return hideHeading(node, {slice, hide});
  if (name === "QuoteMark") return hide(from, spaceAfter(to, slice));
  if (name === "Escape") return hide(from, from + 1);
  if (name === "ListMark") return point(node, {slice, isActive, add, hide});
  if (name === "TaskMarker") return !isActive(from, to) && add("checkbox");
  if (name === "Image") return picture(node, {slice, isActive, add});
  if (name === "Link") return anchor(node, {isActive, add, hide});
  if (SIGNS.has(name)) return sign(node, {isActive, add});
  if (name === "FencedCode" || name === "Table") return undefined;
}

function hideHeading(node, {slice, hide}) {
  const isFirst = node.from === node.parent.from;
  if (isFirst) hide(node.from, spaceAfter(node.to, slice));
  else if (node.parent.name.startsWith("ATX")) hide(node.from, node.to);
}

const spaceAfter = (to, slice) => (slice(to, to + 1) === " " ? to + 1 : to);

// A bullet is a dot; before a box, it is nothing; a number stays.
function point(node, {slice, isActive, add, hide}) {
  if (!/^[-*+]$/.test(slice(node.from, node.to)) || isActive(node.from, node.to)) return;
  if (/^ \[[ xX]\]/.test(slice(node.to, node.to + 4))) hide(node.from, node.to + 1);
  else add("bullet");
}

function picture(node, {slice, isActive, add}) {
  if (!isActive(node.from, node.to) && !slice(node.from, node.to).includes("\n")) add("image");
  return false;
}

// [words](address): only the words stay. [words] alone is no link that leads anywhere.
function anchor(node, {isActive, add, hide}) {
  const address = node.getChild("URL");
  const marks = node.getChildren("LinkMark");
  if (!address || marks.length < 2) return false;
  add("link", marks[0].to, marks[1].from);
  if (!isActive(node.from, node.to)) {
    hide(marks[0].from, marks[0].to);
    hide(marks[1].from, node.to);
  }
  return undefined;
}

// A sign shows as long as somebody writes on one of the lines of what it opens or closes.
function sign(node, {isActive, add}) {
  const {parent} = node;
  if (parent.name === "Link" || parent.name === "Image" || parent.name === "FencedCode") return;
  if (!isActive(parent.from, parent.to)) add("hide");
}

function wikiLinks({slice, isActive, from, to, found}) {
  for (const {0: whole, index} of slice(from, to).matchAll(WIKI_LINK)) {
    const start = from + index, end = start + whole.length, bar = whole.lastIndexOf("|");
    found.push({from: start + 2, to: end - 2, kind: "link"});
    if (isActive(start, end)) continue;
    found.push({from: start, to: bar > 0 ? start + bar + 1 : start + 2, kind: "hide"}, {from: end - 2, to: end, kind: "hide"});
  }
}
