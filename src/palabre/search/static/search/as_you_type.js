// The results of what is typed so far, in the place of those before. Without this file, one presses the button.
const PAUSE = 150; // milliseconds without a key

customElements.define("search-as-you-type", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.results = this.querySelector(".results");
    this.status = this.querySelector("[role=status]");
    this.form.addEventListener("input", () => this.soon());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const typed = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value));
    const address = `${this.form.getAttribute("action")}?${typed}`;
    try {
      const answer = await fetch(`${address}&part=1`, {signal: this.asking.signal});
      if (!answer.ok || answer.redirected) return;
      this.show(await answer.text());
      history.replaceState(history.state, "", address);
    } catch {
      // a newer question was asked, or the network is away: what is there stays
    }
  }

  show(html) {
    this.results.innerHTML = html;
    this.status.textContent = this.results.querySelector("[data-compte]")?.textContent ?? "";
  }
});
