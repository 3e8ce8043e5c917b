// <live-note>: the text that several people write at once. The form in it works without this file, and stays where
// the editor cannot be loaded; `data-bundle` is the address of the editor, which frontend/ builds.
customElements.define("live-note", class extends HTMLElement {
  async connectedCallback() {
    try {
      const { open } = await import(this.dataset.bundle);
      this.pad = open(this);
    } catch (fault) {
      console.info("The plain field stays:", fault.message);
    }
  }

  disconnectedCallback() {
    this.pad?.close();
  }
});
