// One message as it lies in the conversation.

import { button, formatted, make, menu } from "/page/dom.js";
import { serviceWord, shortOf, sizeOf, timeOfDay, word } from "/page/words.js";
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

function card(glyph, title, detail) {
  const icon = make("span", { class: "file-icon", "aria-hidden": "true" }, glyph);
  return make("div", { class: "file" }, icon, make("span", { class: "about-file" }, make("b", {}, title), make("small", {}, detail)));
}

function coordinates({ latitude, longitude }) {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

// What is neither words nor a file.
const CARDS = {
  location: ({ location }) => card("◎", word("location"), coordinates(location)),
  venue: ({ venue }) => card("◎", venue.title, `${venue.address} · ${coordinates(venue.location)}`),
  contact: ({ contact }) => card("☎", [contact.first_name, contact.last_name].filter(Boolean).join(" "), contact.phone_number),
  sticker: ({ sticker }) => make("span", { class: "sticker", role: "img", "aria-label": `${word("sticker")} ${sticker.emoji}` }, sticker.emoji),
  dice: ({ dice }) => make("span", { class: "sticker", role: "img", "aria-label": `${word("dice")} ${dice.value}` }, `${dice.emoji} ${dice.value}`),
  poll: ({ poll }) => card("?", poll.question, poll.options.map((option) => option.text).join(" · ")),
};

function contentOf({ content }) {
  const [kind] = Object.keys(content);
  if (!kind) return null;
  return CARDS[kind]?.(content) ?? make("em", {}, word("unknown"));
}

function messageMenu(message, group, acts) {
  const items = [button(word("reply"), () => acts.reply(message))];
  if (message.own && (message.kind === "text" || message.file)) items.push(button(word("edit"), () => acts.edit(message)));
  if (message.own || !group) items.push(button(word("remove"), () => acts.remove(message)));
  const label = word("messageMenu", { text: [...shortOf(message)].slice(0, 40).join("") });
  return menu("⋯", label, items, { class: "message-menu" });
}

// Pictures of one album without words of their own lie side by side, three in a row.
// Gives the place of each in its row, as `column/of how many`.
export function tilesOf(messages) {
  const places = new Map();
  let run = [];
  const close = () => {
    run.forEach((message, index) => {
      const row = Math.min(3, run.length - (index - index % 3));
      places.set(message.id, `${index % 3}/${row}`);
    });
    run = [];
  };
  for (const message of messages) {
    const fits = message.album && message.kind === "photo" && !message.text && !message.buttons.length;
    if (!fits || (run.length && run[0].album !== message.album)) close();
    if (fits) run.push(message);
  }
  close();
  return places;
}

function placed(item, { tile, own }) {
  if (!tile) return item;
  const [column, row] = tile.split("/").map(Number);
  item.classList.add("tile");
  // Twelve columns; a tile takes three of them.
  item.style.gridColumn = `${own ? 13 - 3 * (row - column) : 1 + 3 * column} / span 3`;
  return item;
}

export function bubble(message, { group, acts }) {
  const shared = { "data-id": message.id, "data-revision": message.revision, "data-tile": String(message.tile) };
  if (message.service) {
    return make("li", { class: "service", ...shared }, `${message.sender} ${serviceWord(message.service)}`);
  }
  const content = contentOf(message);
  const words = content || !message.text
    ? null
    : make("div", { class: "words" }, ...formatted(message.text, message.entities, { ...acts, spoilerLabel: word("spoiler") }));
  const meta = make("span", { class: "meta" },
    message.protected ? make("span", { role: "img", "aria-label": word("protected"), title: word("protected"), class: "lock" }) : null,
    message.edited ? make("span", {}, word("edited")) : null,
    make("time", { datetime: message.date }, timeOfDay(message.date)));
  const name = message.own || !group
    ? make("span", { class: "unseen" }, `${message.sender}: `)
    : make("span", { class: "sender" }, message.sender);
  const forwarded = message.forwarded_from ? make("span", { class: "sender" }, word("forwardedFrom", { name: message.forwarded_from })) : null;
  const quoted = message.quoted ? make("span", { class: "quoted" }, message.quoted) : null;
  const kinds = ["message", message.own ? "own" : "theirs", message.protected ? "protected" : ""];
  return placed(make("li", { class: kinds.join(" ").trim(), ...shared },
    make("div", { class: "bubble" }, name, forwarded, quoted, mediaOf(message), content, words, meta),
    buttonsOf(message, acts),
    messageMenu(message, group, acts)), message);
}
