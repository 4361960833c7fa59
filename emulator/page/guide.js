// What a newcomer does first.

import { make } from "/page/dom.js";
import { list, word } from "/page/words.js";

export function guidePanel(table) {
  const passphrase = table.backstage()?.passphrase;
  const element = make("div", { class: "panel-body" },
    make("p", {}, word("guideIntro")),
    make("ol", { class: "steps" }, ...list("guideSteps").map((step) => make("li", {}, step))),
    passphrase ? make("p", {}, word("guidePassphrase"), " ", make("code", { class: "passphrase" }, passphrase)) : null,
    make("p", { class: "aside" }, word("guideKeys")));
  return { element };
}
