// A button that prints the page: without this file one uses the menu of the browser.
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = this.dataset.look || "button primary";
    button.textContent = this.dataset.print;
    button.addEventListener("click", () => window.print());
    this.prepend(button);
  }
});
