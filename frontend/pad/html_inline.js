// What stands within a line of pasted HTML, as Markdown: bold, italic, struck, code, links, pictures, boxes.

const LINK = /^(https?:|mailto:|tel:)/i;

// The page may apply no style of others: `pasting.js` gives it under another name.
export const styleOf = (node) => node.getAttribute("data-style") ?? "";

export function inline(node) {
  if (node.nodeType === 3) return escaped(node.data.replace(/[\s\u200b]*\n\s*|[ \t\r\u200b]+/g, " "));
  if (node.nodeType !== 1) return "";
  const name = node.nodeName;
  if (name === "BR") return "\n";
  if (name === "IMG") return picture(node);
  if (name === "INPUT") return node.type === "checkbox" ? (node.checked ? "[x] " : "[ ] ") : "";
  if (name === "CODE" || name === "KBD" || name === "TT") return code(node.textContent);
  const words = [...node.childNodes].map(inline).join("");
  if (name === "A") return link(node, words);
  return signs(node).reduce(around, words);
}

// Spaces at the ends of lines and side by side say nothing; a no-break space between two words does.
export function tidy(text) {
  const spaced = text.replace(/\u00a0(?=\s)|(?<=\s)\u00a0/g, " ").replace(/^[\u00a0 ]+|[\u00a0 ]+$/gm, "");
  return spaced.replace(/ {2,}/g, " ").replace(/\*\*\*\*/g, "").replace(/\n{3,}/g, "\n\n").trim();
}

function signs(node) {
  const name = node.nodeName, style = styleOf(node).replace(/\s/g, "").toLowerCase();
  const found = [];
  const weight = style.match(/font-weight:(\w+)/)?.[1];
  const isHeavy = weight ? weight === "bold" || Number(weight) >= 600 : name === "B" || name === "STRONG";
  const slant = style.match(/font-style:(\w+)/)?.[1];
  if (isHeavy) found.push("**");
  if (slant ? slant === "italic" : name === "I" || name === "EM") found.push("*");
  if (/^(S|STRIKE|DEL)$/.test(name) || style.includes("line-through")) found.push("~~");
  return found;
}

// Signs touch the words, or they would be stars; each line has its own.
function around(words, sign) {
  return words.split("\n").map((line) => {
    const [, before, inside, after] = line.match(/^([\s\u00a0]*)(.*?)([\s\u00a0]*)$/s);
    return inside ? `${before}${sign}${inside}${sign}${after}` : line;
  }).join("\n");
}

function link(node, words) {
  const address = (node.getAttribute("href") ?? "").trim();
  const text = words.trim();
  if (!LINK.test(address) || !text) return words;
  const bare = address.replace(/^mailto:/i, "").replace(/\/$/, "");
  if (node.textContent.trim().replace(/\/$/, "") === bare) return words.replace(text, node.textContent.trim());
  return words.replace(text, () => `[${text.replace(/\n/g, " ")}](${address.replace(/[\s()]/g, encodeURIComponent)})`);
}

// A picture of another place is a link to it; of one that travels in the mail, its words stay.
function picture(node) {
  const alternative = escaped((node.getAttribute("alt") ?? "").replace(/\s+/g, " ").trim());
  const address = node.getAttribute("src") ?? "";
  return /^https?:/i.test(address) && alternative ? `[${alternative}](${encodeURI(address)})` : alternative;
}

function code(text) {
  const fence = text.includes("`") ? "``" : "`";
  return text.trim() ? `${fence}${text.trim()}${fence}` : text;
}

// What Markdown would take for a sign; an underscore within a word, or a lone bracket, is none.
function escaped(text) {
  return text.replace(/[\\*`]/g, "\\$&").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/~~/g, "\\~~").replace(/\[(?=[^\]]*\]\()/g, "\\[");
}
