// How far the archive is, without reloading; the page has a link for whoever has no script. It stops once it is ready.
const PAUSE = 1500; // milliseconds between an answer and the next question

customElements.define("export-progress", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-without-script]")?.remove();
    this.later();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  later() {
    if ("underWay" in this.dataset) this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    try {
      const answer = await fetch(location.pathname);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok) this.show(page.querySelector("export-progress"));
    } catch {
      // the network is away: what is there stays
    }
    this.later();
  }

  show(now) {
    const status = this.querySelector("[role=status]"), said = now.querySelector("[role=status]")?.textContent ?? "";
    if (status.textContent !== said) status.textContent = said; // else it would be read aloud each time
    now.querySelectorAll("[role=status], [data-without-script]").forEach(one => one.remove());
    this.replaceChildren(status, ...now.childNodes);
    if (!("underWay" in now.dataset)) delete this.dataset.underWay;
  }
});
