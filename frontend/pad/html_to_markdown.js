// HTML from Word, LibreOffice, a mail or a page, as Markdown. No word is lost; what has no Markdown is plain text.
import {inline, styleOf, tidy} from "./html_inline.js";
import {written} from "./table_text.js";

const SKIPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "TEMPLATE", "XML", "NOSCRIPT"]);
const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "CENTER", "DD", "DETAILS", "DIV", "DL", "DT", "FIELDSET", "FIGURE",
  "FIGCAPTION", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE",
  "SECTION", "TABLE", "TBODY", "TD", "TFOOT", "TH", "THEAD", "TR", "UL",
]);
const WORD_LEVEL = /mso-list:[^;]*level(\d)/;
const NUMBER = /^\(?(\d+|[a-z]|[ivx]+)[.)]/i;

// Returns Markdown, without empty lines at its ends.
export function toMarkdown(root) {
  return joined(blocks(root)).trim();
}

// A block is {text, kind}: items of a list follow each other closely, all else is set apart by an empty line.
function blocks(parent) {
  const found = [];
  let run = [];
  const flush = () => {
    const text = tidy(run.map((node) => inline(node)).join(""));
    if (text) found.push({text: guarded(text), kind: "text"});
    run = [];
  };
  for (const node of parent.childNodes) {
    if (isSkipped(node)) continue;
    if (!isBlock(node)) {
      run.push(node);
      continue;
    }
    flush();
    found.push(...block(node));
  }
  flush();
  return found;
}

function block(node) {
  const name = node.nodeName;
  if (/^H[1-6]$/.test(name)) return heading(node);
  if (name === "HR") return [{text: "---", kind: "text"}];
  if (name === "PRE") return [{text: `\`\`\`\n${node.textContent.replace(/\n$/, "")}\n\`\`\``, kind: "text"}];
  if (name === "UL" || name === "OL") return listed(node);
  if (name === "BLOCKQUOTE") return quoted(node);
  if (name === "TABLE") return table(node);
  const level = styleOf(node).match(WORD_LEVEL)?.[1];
  if (level && name === "P") return wordItem(node, Number(level));
  return blocks(node);
}

// The title of the page is its first level: headings in it begin at the second.
function heading(node) {
  const text = tidy(inlineOf(node)).replace(/\n/g, " ").replace(/^\*\*(.*)\*\*$/, "$1");
  const level = Math.max(2, Number(node.nodeName[1]));
  return text ? [{text: `${"#".repeat(level)} ${text}`, kind: "text"}] : [];
}

function listed(list) {
  const isNumbered = list.nodeName === "OL";
  let number = Number(list.getAttribute("start") ?? 1);
  return [...list.children].flatMap((child) => {
    if (isSkipped(child)) return [];
    if (child.nodeName !== "LI") return block(child).map(({text}) => ({text: indented(text, "  "), kind: "item"}));
    return [{text: item(child, isNumbered ? `${number++}. ` : "- "), kind: "item"}];
  });
}

function item(node, mark) {
  const pieces = blocks(node);
  const text = joined(pieces, {isTight: true});
  return mark + indented(text, " ".repeat(mark.length)).trimStart();
}

// Word writes its lists as paragraphs: the sign is in a span that says so, the depth in the style.
function wordItem(node, level) {
  const copy = node.cloneNode(true);
  const sign = [...copy.querySelectorAll("span")].find((span) => /mso-list:\s*Ignore/i.test(styleOf(span)));
  const number = sign?.textContent.trim().match(NUMBER);
  sign?.remove();
  const text = tidy(inlineOf(copy));
  const mark = number && /\d/.test(number[1]) ? `${number[1]}. ` : number && number[1] !== "o" ? `- ${number[0]} ` : "- ";
  return text ? [{text: `${"  ".repeat(level - 1)}${mark}${indented(text, "  ").trimStart()}`, kind: "item"}] : [];
}

function quoted(node) {
  const text = joined(blocks(node));
  return text ? [{text: text.replace(/^/gm, "> ").replace(/^> $/gm, ">"), kind: "text"}] : [];
}

// A table of facts stays one; one that a mail uses to set things side by side is read cell after cell.
function table(node) {
  const rows = [...node.rows].map((row) => [...row.cells]).filter((cells) => cells.length);
  const wide = Math.max(0, ...rows.map((cells) => cells.length));
  const isLayout = wide < 2 || node.getAttribute("role") === "presentation" || rows.length < 2
    || node.querySelector("table, ul, ol, h1, h2, h3, h4, blockquote, pre");
  if (isLayout) return rows.flat().flatMap((cell) => blocks(cell));
  const caption = node.caption ? blocks(node.caption) : [];
  return [...caption, {text: written(rows.map((cells) => cells.map(cellOf))).join("\n"), kind: "text"}];
}

const cellOf = (cell) => joined(blocks(cell)).replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|");

const inlineOf = (node) => [...node.childNodes].map((child) => (isSkipped(child) ? "" : inline(child))).join("");

// `isTight`: a list within an item follows its words closely too.
function joined(pieces, {isTight = false} = {}) {
  return pieces.reduce((text, {text: next, kind}, at) => {
    if (!at) return next;
    return text + (kind === "item" && (isTight || pieces[at - 1].kind === "item") ? "\n" : "\n\n") + next;
  }, "");
}

const indented = (text, by) => text.replace(/\n(?=[^\n])/g, `\n${by}`);

// Words that would begin a heading, a list or a quotation are words.
const guarded = (text) => text.replace(/^(#{1,6} |[-+] |> )/gm, "\\$1").replace(/^(\d+)([.)] )/gm, "$1\\$2");

function isBlock(node) {
  if (node.nodeType !== 1) return false;
  if (BLOCKS.has(node.nodeName)) return true;
  return [...node.children].some(isBlock); // Google wraps whole texts in a <b>
}

function isSkipped(node) {
  if (node.nodeType === 8 || SKIPPED.has(node.nodeName)) return true;
  return node.nodeType === 1 && /display:\s*none|mso-hide:\s*all/i.test(styleOf(node));
}
