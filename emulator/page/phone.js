// One phone: a person's chat list, and one conversation at a time.

import { takesFiles } from "/page/attach.js";
import { bubble, tilesOf } from "/page/bubble.js";
import { button, make, menu, sign } from "/page/dom.js";
import { composer } from "/page/composer.js";
import { shortOf, timeOfDay, word } from "/page/words.js";
import { world } from "/page/world.js";

const TOAST_SHOWN_MS = 4000;
const NEAR_BOTTOM_PX = 80;

function freshMark() {
  return make("span", { class: "fresh", role: "img", "aria-label": word("fresh") });
}

function avatar(name, id) {
  const face = make("span", { class: "avatar", "aria-hidden": "true" }, [...name][0] ?? "?");
  face.style.setProperty("--hue", String((Number(id) * 47) % 360));
  return face;
}

function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_BOTTOM_PX;
}

function shapeOf({ clientWidth, clientHeight, scrollHeight }) {
  return `${clientWidth} ${clientHeight} ${scrollHeight}`;
}

export class Phone {
  constructor(person, chat, { openBeside, putAway, moved }) {
    this.person = person;
    this.chat = chat;
    this.hooks = { openBeside, putAway, moved };
    this.toastsSeen = null;
    // How far each other chat had come when it was last seen, and which have gone on since.
    this.known = null;
    this.fresh = new Set();
    this.owner = make("p", { class: "owner" }, avatar(person.first_name, person.id), person.first_name);
    this.bar = make("div", { class: "bar" });
    this.body = make("div", { class: "body" });
    this.notices = make("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.element = make("section", { class: "phone", role: "region" }, this.owner, this.bar, this.body, this.notices);
    takesFiles(this);
  }

  // Where somebody who comes by keyboard wants to be.
  focus() {
    const stop = this.chat ? [this.composer?.box, this.composer?.start].find((each) => each?.offsetParent) : this.body.querySelector("button");
    (stop ?? this.log ?? this.bar.querySelector("button"))?.focus();
  }

  get key() {
    return `${this.person.id}|${this.chat ?? ""}`;
  }

  // Builds the frame anew: after another chat was opened or the language changed.
  async show(bots) {
    this.bots = bots;
    this.element.setAttribute("aria-label", word("phoneOf", { name: this.person.first_name }));
    delete this.body.dataset.shape;
    delete this.bar.dataset.shape;
    this.drawn = this.chat ? "conversation" : "list";
    if (this.chat) this.frameConversation();
    await this.refresh(bots);
  }

  async refresh(bots) {
    this.bots = bots;
    const list = await world.chats(this.person.id);
    this.follow(list);
    if (this.chat) await this.fillConversation(await world.screen(this.person.id, this.chat));
    else this.fillList(list);
  }

  // Notices what came in chats that are not open.
  follow({ chats }) {
    const now = new Map(chats.map((chat) => [chat.ref, chat.last?.own ? 0 : chat.last?.revision ?? 0]));
    const before = this.known ?? now;
    for (const chat of chats) {
      if (chat.ref === this.chat) this.fresh.delete(chat.ref);
      else if (now.get(chat.ref) > (before.get(chat.ref) ?? 0) && !this.fresh.has(chat.ref)) {
        this.fresh.add(chat.ref);
        this.toast(word("freshIn", { title: chat.title }));
      }
    }
    this.known = now;
  }

  async open(chat) {
    this.chat = chat;
    this.toastsSeen = null;
    this.hooks.moved();
    await this.show(this.bots);
    this.focus();
  }

  fillList({ chats }) {
    if (this.drawn !== "list") return;
    const shape = JSON.stringify([chats, this.bots, [...this.fresh]]);
    if (this.body.dataset.shape === shape) return;
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.place : null;
    this.body.dataset.shape = shape;
    this.bar.replaceChildren(
      make("h2", {}, word("chats")),
      sign("×", word("close"), () => this.hooks.putAway(this), { class: "sign away" }));
    const begun = new Set(chats.map((chat) => chat.ref));
    const contacts = this.bots
      .filter((bot) => !begun.has(`@${bot.username}`))
      .map((bot) => ({ ref: `@${bot.username}`, title: bot.first_name, id: bot.id, kind: "private", last: null }));
    const newest = [...chats].sort((a, b) => (b.last?.revision ?? 0) - (a.last?.revision ?? 0));
    const lines = [...newest, ...contacts].map((chat) => this.line(chat));
    this.body.replaceChildren(lines.length ? make("ul", { class: "list" }, ...lines) : make("p", { class: "empty" }, word("noChats")));
    // The list is drawn anew at every message; who walks through it by keyboard stays in place.
    if (focused) [...this.body.querySelectorAll("button")].find((each) => each.dataset.place === focused)?.focus();
  }

  line(chat) {
    const { last } = chat;
    const start = last ? `${last.own ? "› " : ""}${shortOf(last)}` : chat.ref;
    const label = make("span", { class: "line" },
      make("b", {}, chat.title),
      make("small", {}, this.fresh.has(chat.ref) ? freshMark() : null, last ? timeOfDay(last.date) : word(chat.kind === "private" ? "bot" : "group")),
      make("span", { class: "start" }, start));
    return make("li", {},
      make("button", { type: "button", class: "open", "data-place": chat.ref, onclick: () => this.open(chat.ref) }, avatar(chat.title, chat.ref.length * 31), label),
      sign("", word("beside", { title: chat.title }), () => this.hooks.openBeside(this.person, chat.ref), { class: "sign beside", "data-place": `${chat.ref} beside` }));
  }

  frameConversation() {
    this.list = make("ol", { class: "messages" });
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": word("conversation") }, this.list);
    // Whoever reads the end goes on reading it, though the phone is made narrower or the keyboard larger:
    // only a scroll that comes with no such change is the person's own.
    this.log.addEventListener("scroll", () => {
      if (isAtEnd(this.log)) this.atEnd = true;
      else if (this.shape === shapeOf(this.log)) this.atEnd = false;
    });
    const watch = new ResizeObserver(() => this.settle());
    watch.observe(this.log);
    watch.observe(this.list);
    this.atEnd = true;
    this.composer = composer(this);
    this.body.replaceChildren(this.log, this.composer.element);
  }

  async fillConversation(screen) {
    // The answer may come after the person has gone on to another chat.
    if (this.drawn !== "conversation" || screen.ref !== this.chat) return;
    this.screen = screen;
    this.drawBar(screen);
    this.drawMessages(screen);
    this.composer.fill(screen);
    const last = screen.toasts.at(-1)?.revision ?? 0;
    if (this.toastsSeen !== null) {
      screen.toasts.filter((toast) => toast.revision > this.toastsSeen && `@${toast.bot}` === this.chat).forEach((toast) => this.toast(toast.text));
    }
    this.toastsSeen = last;
  }

  drawBar({ title, kind, blocked }) {
    const shape = `${title}|${kind}|${blocked}|${this.fresh.size > 0}`;
    if (this.bar.dataset.shape === shape && this.bar.querySelector(".back")) return;
    this.bar.dataset.shape = shape;
    const items = [button(word("wipe"), () => window.confirm(word("wipeSure")) && this.act("wipe", { chat: this.chat }))];
    if (kind === "private") {
      const act = blocked ? "unblock" : "block";
      items.push(button(word(act), () => this.act(act, { bot: this.chat })));
    }
    items.push(button(word("close"), () => this.hooks.putAway(this)));
    const back = sign("‹", this.fresh.size ? `${word("back")} · ${word("fresh")}` : word("back"), () => this.open(null), { class: "sign back" });
    if (this.fresh.size) back.append(make("span", { class: "fresh" }));
    const focused = this.bar.querySelector(".back") === document.activeElement;
    this.bar.replaceChildren(
      back,
      avatar(title, this.chat.length * 31),
      make("h2", {}, title, make("small", {}, word(kind === "private" ? "bot" : "group"))),
      menu("⋮", word("more"), items, { class: "chat-menu" }));
    if (focused) back.focus();
  }

  // Touches only what changed, so that focus, selection and sound stay where they are.
  drawMessages({ kind, messages }) {
    const { log, list } = this;
    const old = new Map([...list.children].map((item) => [item.dataset.id, item]));
    const shorts = new Map(messages.map((message) => [message.id, shortOf(message)]));
    const tiles = tilesOf(messages);
    const items = messages.map((message) => {
      const kept = old.get(String(message.id));
      const tile = tiles.get(message.id) ?? null;
      if (kept?.dataset.revision === String(message.revision) && kept.dataset.tile === String(tile)) return kept;
      const quoted = message.quote ?? shorts.get(message.reply_to) ?? null;
      const fresh = bubble({ ...message, quoted, tile }, { group: kind !== "private", acts: this.acts() });
      if (kept?.contains(document.activeElement)) queueMicrotask(() => (fresh.querySelector("button") ?? log).focus());
      return fresh;
    });
    if (!items.length) items.push(make("li", { class: "service" }, word("empty")));
    const same = items.length === list.children.length && items.every((item, index) => item === list.children[index]);
    if (!same) list.replaceChildren(...items);
    this.settle();
  }

  settle() {
    const { log } = this;
    if (this.atEnd && log.clientHeight) log.scrollTop = log.scrollHeight;
    this.shape = shapeOf(log);
  }

  acts() {
    return {
      press: (message_id, row, column) => this.act("press", { chat: this.chat, message_id, row, column }),
      remove: (message) => this.act("delete", { chat: this.chat, message_id: message.id }),
      edit: (message) => this.composer.edit(message),
      reply: (message) => this.composer.reply(message),
      command: (text) => this.send({ text }),
    };
  }

  send(body) {
    return this.act("send", { chat: this.chat, ...body });
  }

  async act(act, body) {
    try {
      await world.act(this.person.id, act, body);
      this.atEnd = true;
      this.settle();
      return true;
    } catch (error) {
      this.toast(error.message);
      return false;
    }
  }

  toast(text) {
    const notice = make("p", { class: "toast" }, text);
    this.notices.append(notice);
    setTimeout(() => notice.remove(), TOAST_SHOWN_MS);
  }
}
