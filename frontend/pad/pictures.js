// A picture becomes an attachment of the page. Its words for who does not see it are asked for first.
import {createAbsolutePositionFromRelativePosition, createRelativePositionFromTypeIndex} from "yjs";
import {made} from "./made.js";
import {say} from "./words.js";

export function choosePicture(pad) {
  const chosen = made("input", {type: "file", accept: "image/*"});
  chosen.addEventListener("change", () => attach(pad, [...chosen.files]));
  chosen.click();
}

// One question for each picture, one after the other.
export async function attach(pad, pictures) {
  if (!pad.element.dataset.attach) return pad.status.refuse(say("no_pictures"));
  for (const picture of pictures) await ask(pad, picture);
}

// The text may move while she answers: the place of the picture moves with it.
function ask(pad, picture) {
  const {view} = pad.editor;
  const place = createRelativePositionFromTypeIndex(pad.text, view.state.selection.main.head);
  const asked = dialog(picture);
  document.body.append(asked.dialog);
  asked.dialog.showModal();
  return new Promise((resolve) => {
    asked.dialog.addEventListener("close", () => {
      asked.dialog.remove();
      view.focus();
      resolve();
    });
    asked.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!asked.hasWords()) return asked.refuse(say("picture_words_missing"));
      asked.add.disabled = true;
      const answer = await send(pad, picture, asked.form);
      asked.add.disabled = false;
      if (!answer.markdown) return asked.refuse([answer.why, answer.instead].filter(Boolean).join(" ") || say("not_made"));
      insert(pad, place, answer.markdown);
      asked.dialog.close();
    });
  });
}

function dialog(picture) {
  const words = made("input", {name: "alt", id: "pad-alt", maxlength: 500, autocomplete: "off", "aria-describedby": "pad-alt-refus pad-alt-aide"});
  const decorative = made("input", {type: "checkbox", name: "decorative", value: "1"});
  const refused = made("p", {class: "why", id: "pad-alt-refus", role: "alert"});
  const add = made("button", {type: "submit", class: "button"}, say("picture_add"));
  const leave = made("button", {type: "button", class: "button light"}, say("picture_leave"));
  const seen = made("img", {alt: "", class: "pad-thumbnail"});
  const form = made("form", {novalidate: true},
    made("h2", {id: "pad-image"}, say("picture")), seen,
    made("div", {class: "field"}, made("label", {for: "pad-alt"}, say("picture_words")), words,
      made("p", {class: "note", id: "pad-alt-aide"}, say("picture_words_help"))),
    made("label", {class: "pad-decorative"}, decorative, ` ${say("picture_decorative")}`),
    refused, made("p", {class: "gestures"}, add, leave));
  const shown = made("dialog", {class: "pad-dialog", "aria-labelledby": "pad-image"}, form);
  leave.addEventListener("click", () => shown.close());
  decorative.addEventListener("change", () => { words.disabled = decorative.checked; });
  preview(picture, seen);
  const refuse = (sentence) => {
    refused.textContent = sentence;
    if (!words.disabled) words.focus();
  };
  return {dialog: shown, form, add, refuse, hasWords: () => decorative.checked || words.value.trim() !== ""};
}

// As data in the page: the content security policy lets no blob be shown.
function preview(picture, seen) {
  const reader = new FileReader();
  reader.addEventListener("load", () => { seen.src = reader.result; });
  reader.readAsDataURL(picture);
}

async function send(pad, picture, form) {
  const told = new FormData(form);
  told.set("file", picture, picture.name || "image.png");
  const headers = {Accept: "application/json"};
  try {
    const got = await fetch(pad.element.dataset.attach, {method: "POST", body: told, headers});
    return await got.json();
  } catch {
    return {why: say("no_network")};
  }
}

function insert(pad, place, markdown) {
  const {view} = pad.editor;
  const found = createAbsolutePositionFromRelativePosition(place, pad.doc)?.index;
  const at = Math.min(found ?? view.state.doc.length, view.state.doc.length);
  const line = view.state.doc.lineAt(at);
  const before = line.text.slice(0, at - line.from).trim() ? "\n\n" : "";
  const text = `${before}${markdown}\n`;
  view.dispatch({changes: {from: at, insert: text}, selection: {anchor: at + text.length}, userEvent: "input"});
}
