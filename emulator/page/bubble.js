// One message as it lies in the conversation.

import { button, formatted, make, menu } from "/page/dom.js";
import { serviceWord, sizeOf, timeOfDay, word } from "/page/words.js";
import { world } from "/page/world.js";

function mediaOf(message) {
  const { kind, file } = message;
  if (!file) return null;
  const url = world.fileUrl(file.id);
  if (kind === "photo") {
    const image = make("img", { src: url, alt: word("photo"), width: file.width, height: file.height, loading: "lazy" });
    return message.protected ? image : make("a", { href: url, target: "_blank", class: "photo" }, image);
  }
  if (kind === "voice" || kind === "audio") {
    const label = `${word(kind)}, ${file.duration} s`;
    return make("div", { class: "sound" }, make("audio", { controls: true, src: url, "aria-label": label, preload: "none" }), make("small", {}, label));
  }
  const name = file.name ?? word(kind);
  const about = make("span", { class: "about-file" }, make("b", {}, name), make("small", {}, sizeOf(file.size)));
  const icon = make("span", { class: "file-icon", "aria-hidden": "true" }, "↓");
  return make("a", { class: "file", href: url, download: name }, icon, about);
}

function buttonsOf(message, acts) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row, rowNumber) =>
    make("div", { class: "row" }, ...row.map((each, column) => {
      if (each.url) {
        return make("a", { class: "key", href: each.url, target: "_blank", rel: "noopener noreferrer" }, `${each.text} ↗`);
      }
      return button(each.text, () => acts.press(message.id, rowNumber, column), { class: "key" });
    })));
  return make("div", { class: "inline-keys" }, ...rows);
}

function ownMenu(message, acts) {
  if (!message.own) return null;
  const items = [button(word("remove"), () => acts.remove(message))];
  if (message.kind === "text") items.unshift(button(word("edit"), () => acts.edit(message)));
  return menu("⋯", word("more"), items, { class: "own-menu" });
}

export function bubble(message, { group, acts }) {
  const shared = { "data-id": message.id, "data-revision": message.revision };
  if (message.service) {
    return make("li", { class: "service", ...shared }, `${message.sender} ${serviceWord(message.service)}`);
  }
  const words = make("div", { class: "words" }, ...formatted(message.text, message.entities, { ...acts, spoilerLabel: word("spoiler") }));
  const meta = make("span", { class: "meta" },
    message.protected ? make("span", { role: "img", "aria-label": word("protected"), title: word("protected"), class: "lock" }) : null,
    message.edited ? make("span", {}, word("edited")) : null,
    make("time", { datetime: message.date }, timeOfDay(message.date)));
  const name = message.own || !group
    ? make("span", { class: "unseen" }, `${message.sender}: `)
    : make("span", { class: "sender" }, message.sender);
  const quoted = message.quoted ? make("span", { class: "quoted" }, message.quoted) : null;
  const kinds = ["message", message.own ? "own" : "theirs", message.protected ? "protected" : ""];
  return make("li", { class: kinds.join(" ").trim(), ...shared },
    make("div", { class: "bubble" }, name, quoted, mediaOf(message), message.text ? words : null, meta),
    buttonsOf(message, acts),
    ownMenu(message, acts));
}
