// What can be sent besides words: albums, files, places, cards.

import { button, make, menu } from "/page/dom.js";
import { example, word } from "/page/words.js";
import { base64Of } from "/page/world.js";

const LARGEST_BYTES = 50 * 1024 * 1024;
const LARGEST_ALBUM = 10;
const EXAMPLES = ["location", "venue", "contact", "sticker"];

function kindOf(file, asFile) {
  if (asFile) return "document";
  return file.type.startsWith("video/") ? "video" : "photo";
}

// Several files make an album, ten at most, as in Telegram's apps; the caption goes to the first.
async function sendFiles(phone, files, asFile) {
  const fitting = files.filter((file) => file.size <= LARGEST_BYTES);
  if (fitting.length < files.length) phone.toast(word("tooLarge"));
  let text = phone.composer.takeText();
  for (let from = 0; from < fitting.length; from += LARGEST_ALBUM) {
    const some = fitting.slice(from, from + LARGEST_ALBUM);
    const together = some.length > 1 ? { album: `${Date.now()}${from}` } : {};
    for (const file of some) {
      const body = { kind: kindOf(file, asFile), data: await base64Of(file), file_name: file.name, mime_type: file.type || null };
      if (!await phone.send({ ...body, ...together, text })) return;
      text = "";
    }
  }
}

// Files may be dropped on a phone, or pasted; pictures and films go as such, all else as documents.
export function takesFiles(phone) {
  const { element } = phone;
  const carries = (event) => phone.chat && [...event.dataTransfer.types].includes("Files");
  const send = async (files) => {
    const shown = files.filter((file) => /^(image\/(jpeg|png)|video\/)/.test(file.type));
    const others = files.filter((file) => !shown.includes(file));
    if (shown.length) await sendFiles(phone, shown, false);
    if (others.length) await sendFiles(phone, others, true);
  };
  element.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    element.dataset.drop = word("dropHere");
  });
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget)) delete element.dataset.drop;
  });
  element.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    delete element.dataset.drop;
    send([...event.dataTransfer.files]);
  });
  element.addEventListener("paste", (event) => {
    if (!phone.chat || !event.clipboardData.files.length) return;
    event.preventDefault();
    send([...event.clipboardData.files]);
  });
}

function picker(phone, label, accept, asFile) {
  const input = make("input", { type: "file", accept, multiple: true, hidden: true, "aria-label": word(label) });
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    await sendFiles(phone, files, asFile);
  });
  return input;
}

function sendForwarded(phone) {
  const text = phone.composer.takeText() || example("forwardedText");
  return phone.send({ text, forwarded_from: example("forwardedFrom") });
}

export function attachments(phone) {
  const pickers = [picker(phone, "pictures", "image/jpeg,image/png,video/*", false), picker(phone, "document", "", true)];
  const items = [
    button(word("pictures"), () => pickers[0].click()),
    button(word("document"), () => pickers[1].click()),
    ...EXAMPLES.map((kind) => button(word(kind), () => phone.send({ kind, about: example(kind) }))),
    button(word("forwardedText"), () => sendForwarded(phone)),
  ];
  return [menu("＋", word("attach"), items, { class: "attach" }), ...pickers];
}
