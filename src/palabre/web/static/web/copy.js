// A text to copy: without this file one selects it by hand. The words are the page's.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input, textarea");
    const own = Object.assign(document.createElement("p"), {className: "gestures"});
    const row = this.querySelector(".gestures") ?? this.appendChild(own), button = document.createElement("button"), said = document.createElement("span");
    button.type = "button";
    button.className = "button light";
    button.textContent = this.dataset.copy;
    said.className = "note";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy"); // a page that is not served over https has no clipboard
      }
      said.textContent = this.dataset.done;
      button.focus();
    });
    const name = this.querySelector("label").textContent.trim();
    button.setAttribute("aria-label", `${this.dataset.copy}, ${name}`);
    row.append(button, said);
  }
});
