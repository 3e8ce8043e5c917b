// <comment-passage>: the form that comments a passage. Words selected in the text fill it, from a button that stands
// under the text, in reach of the thumb; without this file they are copied or typed.
const MOST = 600, AROUND = 60; // characters of a quote, and of what stands on each side of it
const OURS = ".tag, .note, .sr-only"; // what the page adds to the text
const BLOCKS = "p, li, td, th, h2, h3, h4, h5, h6, pre, blockquote, br";

customElements.define("comment-passage", class extends HTMLElement {
  connectedCallback() {
    this.text = document.querySelector(".written-page");
    if (!this.text) return;
    this.offer = document.createElement("p");
    this.offer.className = "comment-offer";
    this.offer.hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.words;
    button.addEventListener("click", () => this.fill());
    this.offer.append(button);
    this.text.after(this.offer);
    document.addEventListener("selectionchange", () => this.look());
    // A tap on the button may take the selection away before it is a click.
    document.addEventListener("pointerdown", ({target}) => {
      this.isPressed = this.offer.contains(target);
    });
  }

  look() {
    const selection = getSelection(), range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const isOurs = range && !range.collapsed && this.text.contains(range.commonAncestorContainer);
    if (isOurs) this.range = range.cloneRange();
    else if (this.isPressed || this.offer.contains(document.activeElement)) return;
    this.offer.hidden = !isOurs || !words(range).trim();
  }

  fill() {
    const before = document.createRange(), after = document.createRange();
    before.setStart(this.text, 0);
    before.setEnd(this.range.startContainer, this.range.startOffset);
    after.setStart(this.range.endContainer, this.range.endOffset);
    after.setEnd(this.text, this.text.childNodes.length);
    this.field("quote").value = shortened(words(this.range).trim());
    this.field("before").value = words(before).slice(-AROUND);
    this.field("after").value = words(after).slice(0, AROUND);
    this.querySelector("details").open = true;
    this.offer.hidden = true;
    this.field("words").focus();
  }

  field(name) {
    return this.querySelector(`[name=${name}]`);
  }
});

// The words as the server reads them: each block apart, pictures by their own words, what is not of the text left out.
function words(range) {
  const held = range.cloneContents();
  for (const one of held.querySelectorAll(OURS)) one.remove();
  for (const one of held.querySelectorAll("img")) one.replaceWith(` ${one.alt} `);
  for (const one of held.querySelectorAll(BLOCKS)) one.after(" ");
  return held.textContent.replace(/\s+/g, " ");
}

const shortened = (quote) => (quote.length > MOST ? quote.slice(0, quote.lastIndexOf(" ", MOST)) : quote);
