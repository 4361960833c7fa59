// The page's own words in the language chosen.

import { VOCABULARY } from "/page/vocabulary.js";

const KEPT_AS = "language";

export function language() {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept in VOCABULARY) return kept;
  const wanted = navigator.language;
  if (!wanted.startsWith("zh")) return "en";
  return /Hant|TW|HK|MO/i.test(wanted) ? "zh-Hant" : "zh-Hans";
}

export function chooseLanguage(code) {
  localStorage.setItem(KEPT_AS, code);
}

export function word(key, facts = {}) {
  const text = VOCABULARY[language()][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}

export function serviceWord(text) {
  return VOCABULARY[language()].service[text] ?? text;
}

export function list(key) {
  return VOCABULARY[language()][key];
}

// Phones show the office's time, wherever the browser is.
let zone;

export function keepTimeOf(name) {
  zone = name ?? undefined;
}

export function timeOfDay(iso) {
  return new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}

export function dayOf(iso) {
  return new Date(iso).toLocaleDateString(language(), { weekday: "short", day: "numeric", month: "short", timeZone: zone });
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

// What a message is called in one short line: in the list of chats, above an answer, in a menu.
export function shortOf(message) {
  if (message.service) return serviceWord(message.service);
  return message.text || `[${word(message.kind)}]`;
}

// What the menu of attachments sends as an example.
export function example(kind) {
  return VOCABULARY[language()].example[kind];
}
