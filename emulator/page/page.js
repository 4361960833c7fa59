// The phones of everybody in the world, side by side; one at a time where the screen is narrow.

import { button, make, menu } from "/page/dom.js";
import { Panels } from "/page/panels.js";
import { Phone } from "/page/phone.js";
import { offerTheme } from "/page/theme.js";
import { chooseLanguage, keepTimeOf, language, word } from "/page/words.js";
import { world } from "/page/world.js";

const RETRY_MS = 1500;

const shelf = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const shelved = document.getElementById("away");
const offline = document.getElementById("offline");
let phones = [];
let active = 0;
let known = { users: [], bots: [] };
// What lies behind the bots, or null where the page is told nothing of it; and how far ahead its clock is.
let backstage = null;
let ahead = 0;
let laid = false;
const away = new Set();

const panelButtons = document.getElementById("panel-buttons");
const panels = new Panels(document.getElementById("panel"), [...panelButtons.children], {
  backstage: () => backstage,
  now: () => new Date(Date.now() + ahead),
  phones: () => phones,
});

const hooks = {
  openBeside(person, chat) {
    const there = phones.findIndex((phone) => phone.key === `${person.id}|${chat}`);
    if (there < 0) {
      const after = phones.findIndex((phone) => phone.person.id === person.id);
      phones.splice(after + 1, 0, new Phone(person, chat, hooks));
      phones[after + 1].show(known.bots);
    }
    arrange();
    choose(phones.findIndex((phone) => phone.key === `${person.id}|${chat}`));
  },
  putAway(phone) {
    phones = phones.filter((other) => other !== phone);
    if (!phones.some((other) => other.person.id === phone.person.id)) away.add(phone.person.id);
    arrange();
  },
  moved: () => keepPlaces(),
};

// The open chats are kept in the address, so that a reload brings back what was on the table.
function keepPlaces() {
  const places = phones.map((phone) => phone.key);
  history.replaceState(null, "", `#${encodeURIComponent(JSON.stringify([places, [...away]]))}`);
}

function keptPlaces() {
  try {
    const [places, gone] = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    gone.forEach((id) => away.add(id));
    return places.map((place) => place.split("|"));
  } catch {
    return [];
  }
}

function arrange() {
  const elements = phones.map((phone) => phone.element);
  elements.filter((element) => element.parentNode !== shelf).forEach((element) => shelf.append(element));
  const why = backstage && !backstage.table ? "starting" : "nobody";
  const wanted = elements.length ? elements : [make("p", { class: "empty", role: "status" }, word(why))];
  if (wanted.some((element, index) => shelf.children[index] !== element) || shelf.children.length !== wanted.length) {
    shelf.replaceChildren(...wanted);
  }
  tabs.replaceChildren(...phones.map((phone, index) => tabOf(phone, index)));
  drawPeople();
  choose(Math.min(active, Math.max(phones.length - 1, 0)), false);
  keepPlaces();
}

// Who is not on the table, and, where a demo runs, somebody new.
function drawPeople() {
  const others = known.users.filter((user) => away.has(user.id));
  const shape = JSON.stringify([others.map((user) => user.id), language(), backstage?.table?.length]);
  if (shelved.dataset.shape === shape) return;
  shelved.dataset.shape = shape;
  const items = others.map((user) =>
    button(user.first_name, () => bringBack(user), { "aria-label": word("bringBack", { name: user.first_name }) }));
  if (backstage?.table) items.push(button(word("newCitizen"), newCitizen));
  shelved.replaceChildren(...(items.length ? [menu(word("people"), word("people"), items, { class: "people" })] : []));
}

async function newCitizen() {
  const taken = new Set(known.users.map((user) => user.first_name));
  const names = word("citizenNames").split(" ");
  const name = names.find((each) => !taken.has(each)) ?? `${names[0]} ${known.users.length}`;
  const code = { "zh-Hans": "zh-hans", "zh-Hant": "zh-hant", en: "en" }[language()];
  const person = await world.newPerson(name, code);
  known = await world.state();
  const publicBot = backstage.table[0].chat;
  const phone = new Phone(person, publicBot, hooks);
  phones.push(phone);
  await phone.show(known.bots);
  arrange();
  choose(phones.length - 1);
}

async function bringBack(person) {
  away.delete(person.id);
  await welcome();
  arrange();
  choose(phones.findIndex((phone) => phone.person.id === person.id));
}

function tabOf(phone, index) {
  phone.element.id = `phone-${index}`;
  const fresh = phone.fresh.size > 0;
  return make("button", {
    type: "button",
    role: "tab",
    "aria-controls": `phone-${index}`,
    onclick: () => choose(index),
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      choose((index + step + phones.length) % phones.length);
      tabs.children[active].focus();
    },
  }, phone.person.first_name, fresh ? make("span", { class: "fresh", role: "img", "aria-label": word("fresh") }) : null);
}

function choose(index, scroll = true) {
  active = Math.max(index, 0);
  phones.forEach((phone, number) => {
    const chosen = number === active;
    phone.element.classList.toggle("active", chosen);
    const tab = tabs.children[number];
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  });
  if (scroll) phones[active]?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function look() {
  const told = await world.backstage();
  backstage = told.backstage;
  ahead = new Date(told.now) - Date.now();
  keepTimeOf(backstage?.zone);
  panelButtons.hidden = !backstage;
}

// Where a demo runs, it says whose phones lie on the table at first, and open on what.
async function lay() {
  const first = new Map(backstage.table.map(({ user, chat }) => [user, chat]));
  if (phones.length) return;
  for (const person of known.users) {
    if (!first.has(person.id)) away.add(person.id);
  }
  for (const [id, chat] of first) {
    const phone = new Phone(known.users.find((user) => user.id === id), chat, hooks);
    phones.push(phone);
    await phone.show(known.bots);
  }
}

// New people get a phone; it opens on their latest chat, else on their list.
async function welcome() {
  known = await world.state();
  if (backstage && !backstage.table) return;
  if (backstage && !laid) await lay();
  laid = true;
  for (const person of known.users) {
    if (away.has(person.id) || phones.some((phone) => phone.person.id === person.id)) continue;
    const { chats } = await world.chats(person.id);
    const newest = chats.sort((a, b) => (b.last?.revision ?? 0) - (a.last?.revision ?? 0))[0];
    const phone = new Phone(person, newest?.ref ?? null, hooks);
    phones.push(phone);
    await phone.show(known.bots);
  }
}

async function restore(places) {
  known = await world.state();
  for (const [id, chat] of places) {
    const person = known.users.find((user) => String(user.id) === id);
    if (!person) continue;
    const phone = new Phone(person, chat || null, hooks);
    // First on the table, then drawn: a change of language meanwhile draws it anew.
    phones.push(phone);
    // A chat may be gone since; its phone then shows the list.
    await phone.show(known.bots).catch(() => phone.open(null));
  }
}

async function speak() {
  document.documentElement.lang = language();
  document.title = word("title");
  document.querySelectorAll("[data-word]").forEach((each) => { each.textContent = word(each.dataset.word); });
  document.querySelectorAll("[data-label]").forEach((each) => each.setAttribute("aria-label", word(each.dataset.label)));
  document.querySelectorAll("[data-language]").forEach((each) => {
    each.setAttribute("aria-pressed", String(each.dataset.language === language()));
  });
  await Promise.all(phones.map((phone) => phone.show(known.bots)));
}

async function follow() {
  let revision = -1;
  for (;;) {
    try {
      ({ revision } = await world.wait(revision));
      await look();
      await welcome();
      await Promise.all(phones.map((phone) => phone.refresh(known.bots)));
      arrange();
      // Nobody waits for what a panel has to look through.
      panels.refresh().catch(console.error);
      offline.hidden = true;
    } catch (error) {
      console.error(error);
      offline.hidden = false;
      // A server that was started anew counts from the beginning.
      revision = -1;
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
    }
  }
}

document.querySelectorAll("[data-language]").forEach((each) => each.addEventListener("click", async () => {
  chooseLanguage(each.dataset.language);
  await speak();
  panels.speak();
  arrange();
}));

// From phone to phone, and to the panel, as F6 goes from part to part elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F6" || !phones.length) return;
  event.preventDefault();
  const step = event.shiftKey ? -1 : 1;
  const stops = phones.length + (panels.open ? 1 : 0);
  const within = phones.findIndex((phone) => phone.element.contains(document.activeElement));
  const at = within >= 0 ? within : event.target.closest?.("#panel") ? phones.length : step > 0 ? -1 : 0;
  const next = (at + step + stops) % stops;
  if (next === phones.length) {
    document.getElementById("panel-title").focus();
    return;
  }
  choose(next);
  phones[next].focus();
});

offerTheme(document.getElementById("theme"));

// Read before anything else: whatever moves on the page writes the places anew.
const places = keptPlaces();
await speak();
await look().catch(() => {});
await restore(places).catch(() => {});
await follow();
