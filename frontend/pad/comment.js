// A comment on selected words, without leaving the text: it goes where the form of the page goes.
import {syntaxTree} from "@codemirror/language";
import {made} from "./made.js";
import {fragment, refusal} from "./margin.js";
import {ranges} from "./preview_ranges.js";
import {say} from "./words.js";

const AROUND = 60; // characters on each side, which tell apart several places of the same words
const SIGNS = new Set(["hide", "bullet", "checkbox", "image"]);

export function comment(pad, {from, to}) {
  const {state} = pad.editor.view;
  const told = new FormData();
  told.set("quote", read(state, from, to).trim());
  told.set("before", read(state, Math.max(0, from - AROUND), from));
  told.set("after", read(state, to, Math.min(state.doc.length, to + AROUND)));
  const words = made("textarea", {id: "pad-words", rows: 4, maxlength: 2000, "aria-describedby": "pad-refused"});
  const refused = made("p", {class: "why", id: "pad-refused", role: "alert"});
  const send = made("button", {type: "submit", class: "button"}, say("comment"));
  const leave = made("button", {type: "button", class: "button light"}, say("comment_leave"));
  const form = made("form", {novalidate: true},
    made("h2", {id: "pad-comment"}, say("comment_passage")), made("blockquote", {}, told.get("quote")),
    made("div", {class: "field"}, made("label", {for: "pad-words"}, say("comment_words")), words),
    refused, made("p", {class: "gestures"}, send, leave));
  const dialog = made("dialog", {class: "pad-dialog", "aria-labelledby": "pad-comment"}, form);
  leave.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    pad.editor.view.focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.set("words", words.value);
    send.disabled = true;
    refused.textContent = await sent(pad, told);
    send.disabled = false;
    if (refused.textContent) return words.focus();
    dialog.close();
    pad.status.tell(say("comment_made"));
    pad.margin.ask();
  });
  document.body.append(dialog);
  dialog.showModal();
  words.focus();
}

// The passage must be on the page, where the server looks for it. Returns why it was refused, "" where it was not.
async function sent(pad, told) {
  await pad.written();
  try {
    const got = await fetch(pad.element.dataset.comments, {method: "POST", body: told});
    return got.ok ? "" : refusal(fragment(await got.text()));
  } catch {
    return say("no_network");
  }
}

// The words as the page has them: without the signs of Markdown.
function read(state, from, to) {
  const slice = (start, end) => state.sliceDoc(start, end);
  const signs = ranges(syntaxTree(state), {slice, isActive: () => false, from, to})
    .filter(({kind}) => SIGNS.has(kind)).sort((one, other) => one.from - other.from);
  let words = "", at = from;
  for (const sign of signs) {
    if (sign.from > at) words += slice(at, Math.min(sign.from, to));
    at = Math.max(at, sign.to);
  }
  return words + (at < to ? slice(at, to) : "");
}
