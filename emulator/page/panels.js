// The panel beside the phones: one of several, opened by its button in the header.

import { clockPanel } from "/page/clock.js";
import { diskPanel } from "/page/disk.js";
import { guidePanel } from "/page/guide.js";
import { make, sign } from "/page/dom.js";
import { troublePanel } from "/page/trouble.js";
import { word } from "/page/words.js";

const MAKERS = { guide: guidePanel, clock: clockPanel, trouble: troublePanel, disk: diskPanel };

export class Panels {
  constructor(place, buttons, table) {
    this.place = place;
    this.buttons = buttons;
    this.table = table;
    this.open = null;
    this.stale = false;
    this.refreshing = false;
    buttons.forEach((each) => each.addEventListener("click", () => this.toggle(each.dataset.panel)));
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.open) this.close();
    });
  }

  toggle(name) {
    if (this.open === name) this.close();
    else this.show(name);
  }

  show(name, focus = true) {
    this.open = name;
    this.panel = MAKERS[name](this.table);
    const heading = make("h2", { id: "panel-title", tabindex: "-1" }, word(name));
    const away = sign("×", word("closePanel"), () => this.close(), { class: "sign" });
    this.place.replaceChildren(make("div", { class: "panel-head" }, heading, away), this.panel.element);
    this.mark();
    if (focus) heading.focus();
    this.refresh();
  }

  close() {
    const { open } = this;
    this.open = null;
    this.panel = null;
    this.place.replaceChildren();
    this.mark();
    this.buttons.find((each) => each.dataset.panel === open)?.focus();
  }

  mark() {
    this.place.hidden = !this.open;
    document.body.classList.toggle("with-panel", this.open !== null);
    this.buttons.forEach((each) => each.setAttribute("aria-expanded", String(each.dataset.panel === this.open)));
  }

  // After something changed in the world; what changes meanwhile is looked at once more at the end.
  async refresh() {
    this.stale = true;
    if (this.refreshing) return;
    this.refreshing = true;
    try {
      while (this.stale) {
        this.stale = false;
        await this.panel?.refresh?.();
      }
    } finally {
      this.refreshing = false;
    }
  }

  speak() {
    if (this.open) this.show(this.open, false);
  }
}
