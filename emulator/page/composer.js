// The lower end of a conversation: reply keyboard, text box, attachments, commands.

import { button, make, menu, sign } from "/page/dom.js";
import { word } from "/page/words.js";
import { base64Of } from "/page/world.js";

const LARGEST_BYTES = 50 * 1024 * 1024;

function picker(phone, kind, accept) {
  const input = make("input", { type: "file", accept, hidden: true, "aria-label": word(kind) });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (file.size > LARGEST_BYTES) {
      phone.toast(word("tooLarge"));
      return;
    }
    phone.send({ kind, data: await base64Of(file), file_name: file.name, mime_type: file.type || null });
  });
  return input;
}

export function composer(phone) {
  let editing = null;
  const box = make("textarea", { rows: "1", placeholder: word("write"), "aria-label": word("message"), enterkeyhint: "send" });
  const hint = make("p", { class: "hint", hidden: true });
  const keys = make("div", { class: "keys" });
  const pickers = [picker(phone, "photo", "image/jpeg,image/png"), picker(phone, "document", "")];
  const attach = menu("＋", word("attach"), pickers.map((input, index) => button(word(index ? "document" : "photo"), () => input.click())), { class: "attach" });
  const commands = make("div", { class: "command-menu" });
  const send = sign("➤", word("send"), () => form.requestSubmit(), { class: "sign send" });
  const form = make("form", { class: "composer" }, attach, commands, box, send, ...pickers);
  const blocked = make("p", { class: "blocked" }, word("blocked"), " ", button(word("unblock"), () => phone.act("unblock", { bot: phone.chat })));
  const start = button(word("start"), () => phone.send({ text: "/start" }), { class: "begin" });
  const element = make("div", { class: "below" }, keys, hint, form, blocked, start);

  function stopEditing() {
    editing = null;
    hint.hidden = true;
    box.value = "";
    grow();
  }

  function grow() {
    box.style.height = "auto";
    // The border lies outside of what scrolls.
    box.style.height = `${Math.min(box.scrollHeight + 2, 120)}px`;
  }

  async function submit() {
    const text = box.value.trim();
    if (!text) return;
    const done = editing === null
      ? await phone.send({ text })
      : await phone.act("edit", { chat: phone.chat, message_id: editing, text });
    // What could not be sent stays in the box.
    if (done) stopEditing();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && editing !== null) stopEditing();
    // While an input method composes Chinese, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });

  function edit(message) {
    editing = message.id;
    hint.hidden = false;
    hint.replaceChildren(word("editing"), " ", button(word("cancelEdit"), stopEditing));
    box.value = message.text;
    box.focus();
    grow();
  }

  function fill(screen) {
    const shape = JSON.stringify([screen.keyboard, screen.commands]);
    const fresh = screen.kind === "private" && !screen.messages.length && !screen.blocked;
    form.hidden = screen.blocked || fresh;
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

  return { element, box, edit, fill };
}
