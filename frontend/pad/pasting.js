// What is pasted or dropped: text from a word processor or a mail becomes Markdown, pictures are attached.
import {EditorView} from "@codemirror/view";
import {toMarkdown} from "./html_to_markdown.js";
import {attach} from "./pictures.js";
import {cellAt, fromTabs, guarded, tableAt} from "./table_text.js";

const ENOUGH = 0.97; // of the letters of the plain text: below, the conversion lost some, and the plain text is taken

export const pasting = (pad) => EditorView.domEventHandlers({
  paste: (event, view) => take(pad, view, event.clipboardData, event),
  drop(event, view) {
    const pictures = picturesIn(event.dataTransfer);
    if (!pictures.length) return false; // text that is dragged is CodeMirror's
    const at = view.posAtCoords({x: event.clientX, y: event.clientY}, false);
    view.dispatch({selection: {anchor: at}});
    return take(pad, view, event.dataTransfer, event);
  },
});

function take(pad, view, given, event) {
  if (view.state.readOnly || !given) return false;
  const html = given.getData("text/html"), plain = given.getData("text/plain");
  const pictures = picturesIn(given);
  if (pictures.length && !plain.trim()) {
    event.preventDefault();
    attach(pad, pictures);
    return true;
  }
  const text = (html && converted(html, plain)) || fromTabs(plain)?.join("\n");
  if (intoCell(view, text || plain)) {
    event.preventDefault();
    return true;
  }
  if (!text) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(text), {userEvent: "input.paste", scrollIntoView: true});
  return true;
}

// In a table, rows go below the one where one is, and what else has several lines becomes one.
function intoCell(view, text) {
  const {state} = view, {main} = state.selection;
  const lines = tableAt(state, main.head)?.lines, at = lines && cellAt(lines, main.head);
  if (!at || main.from < lines[at.line].from) return false;
  const rows = text.split("\n"), isTable = /^\| ?-{3}/.test(rows[1]);
  const {to} = lines[Math.max(at.line, 1)];
  const change = isTable
    ? {from: to, insert: [rows[0], ...rows.slice(2)].map((words) => `\n${words}`).join("")}
    : {from: main.from, to: main.to, insert: guarded(rows.map((words) => words.trim()).filter(Boolean).join(" "))};
  const anchor = change.from + change.insert.length;
  view.dispatch({changes: change, selection: {anchor}, userEvent: "input.paste", scrollIntoView: true});
  return true;
}

const picturesIn = (given) => [...(given?.files ?? [])].filter(({type}) => type.startsWith("image/"));

// Nothing when the plain text is better: it has more letters, or the HTML only colours it, as editors of code do.
function converted(html, plain) {
  const bare = html.replace(/<style\b[^>]*>[\s\S]*?<\/style>/gi, "");
  const unstyled = bare.replace(/<[^<>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const text = toMarkdown(new DOMParser().parseFromString(unstyled, "text/html").body);
  const isWhole = letters(text) >= letters(plain) * ENOUGH;
  return isWhole && text.trim() && text.trim() !== plain.trim() ? text : "";
}

const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").length;
