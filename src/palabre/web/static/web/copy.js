// <copy-text>: a field that is read only, with a button that copies it. Without this, one selects by hand.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input, textarea");
    if (!field || !navigator.clipboard || this.querySelector("button")) return;
    const french = document.documentElement.lang === "fr";
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "bouton leger", textContent: french ? "Copier" : "Copy",
    });
    const said = Object.assign(document.createElement("span"), { className: "note" });
    said.setAttribute("role", "status");
    const label = this.querySelector("label");
    if (label) button.setAttribute("aria-label", `${button.textContent} : ${label.textContent.trim()}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      said.textContent = french ? "Copié." : "Copied.";
    });
    field.addEventListener("focus", () => field.select());
    const row = Object.assign(document.createElement("p"), { className: "gestes" });
    row.append(button, " ", said);
    this.append(row);
  }
});
