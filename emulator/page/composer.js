// The lower end of a conversation: reply keyboard, text box, attachments, commands.

import { attachments } from "/page/attach.js";
import { button, make, menu, sign } from "/page/dom.js";
import { voice } from "/page/voice.js";
import { shortOf, word } from "/page/words.js";

export function composer(phone) {
  // What the text in the box is for, if it is not for a message of its own.
  let editing = null;
  let replying = null;
  const box = make("textarea", { rows: "1", placeholder: word("write"), "aria-label": word("message"), enterkeyhint: "send" });
  const hint = make("p", { class: "hint", role: "status", hidden: true });
  const keys = make("div", { class: "keys" });
  const [attach, ...pickers] = attachments(phone);
  const commands = make("div", { class: "command-menu" });
  const send = sign("➤", word("send"), () => form.requestSubmit(), { class: "sign send" });
  const recorder = voice(phone, () => form);
  const form = make("form", { class: "composer" }, attach, commands, box, recorder.begin, send, ...pickers);
  const blocked = make("p", { class: "blocked" }, word("blocked"), " ", button(word("unblock"), () => phone.act("unblock", { bot: phone.chat })));
  const start = button(word("start"), () => phone.send({ text: "/start" }), { class: "begin" });
  const element = make("div", { class: "below" }, keys, hint, form, recorder.line, blocked, start);

  function forget() {
    editing = null;
    replying = null;
    hint.hidden = true;
  }

  function empty() {
    forget();
    box.value = "";
    grow();
  }

  // The words in the box become the caption of what is attached, unless they change a message.
  function takeText() {
    if (editing !== null) return "";
    const text = box.value.trim();
    empty();
    return text;
  }

  function grow() {
    box.style.height = "auto";
    // The border lies outside of what scrolls.
    box.style.height = `${Math.min(box.scrollHeight + 2, 120)}px`;
  }

  async function submit() {
    const text = box.value.trim();
    // A caption may be emptied; a message may not.
    if (!text && !editing?.file) return;
    const answered = replying === null ? {} : { reply_to: replying.id };
    const done = editing === null
      ? await phone.send({ text, ...answered })
      : await phone.act("edit", { chat: phone.chat, message_id: editing.id, text });
    // What could not be sent stays in the box.
    if (done) empty();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    // While an input method composes Chinese, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });

  // Whoever turns back from an edit does not want its words in the next message.
  function leave() {
    if (editing !== null) empty();
    else forget();
    box.focus();
  }

  function announce(text, wayBack) {
    hint.hidden = false;
    hint.replaceChildren(make("span", {}, text), " ", button(wayBack, leave));
    box.focus();
    grow();
  }

  function edit(message) {
    forget();
    editing = message;
    box.value = message.text;
    announce(word("editing"), word("cancelEdit"));
  }

  function reply(message) {
    if (editing !== null) empty();
    replying = message;
    announce(word("replying", { text: shortOf(message) }), word("cancelReply"));
  }

  function fill(screen) {
    const shape = JSON.stringify([screen.keyboard, screen.commands]);
    const fresh = screen.kind === "private" && !screen.messages.length && !screen.blocked;
    form.hidden = screen.blocked || fresh || !recorder.line.hidden;
    blocked.hidden = !screen.blocked;
    start.hidden = !fresh;
    keys.hidden = screen.blocked || !screen.keyboard.length;
    if (element.dataset.shape === shape) return;
    element.dataset.shape = shape;
    keys.replaceChildren(...screen.keyboard.map((row) =>
      make("div", { class: "row" }, ...row.map((text) => button(text, () => phone.act("tap", { chat: phone.chat, label: text }), { class: "key" })))));
    const items = screen.commands.map((each) =>
      button(`/${each.command}  ${each.description}`, () => phone.send({ text: `/${each.command}` })));
    commands.replaceChildren(...(items.length ? [menu("/", word("menu"), items, { class: "attach" })] : []));
  }

  return { element, box, start, edit, reply, takeText, fill };
}
