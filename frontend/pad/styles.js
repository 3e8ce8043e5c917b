// CodeMirror would write its styles into the page as a <style>, which the content security policy forbids.
// A sheet that is made in code is not inline: it is put there instead.
import {StyleModule} from "style-mod";

const sheets = new WeakMap();

export function adoptStyles() {
  StyleModule.mount = (root, modules) => {
    const sheet = sheets.get(root) ?? adopted(root);
    const rules = [modules].flat().map((module) => module.getRules()).join("\n");
    sheet.replaceSync(`@layer codemirror {\n${rules}\n}`); // what pad.css says comes first
  };
}

function adopted(root) {
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
  sheets.set(root, sheet);
  return sheet;
}
