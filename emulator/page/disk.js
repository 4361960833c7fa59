// What lies in the data folder, beside what each person sees.

import { button, make } from "/page/dom.js";
import { sizeOf, word } from "/page/words.js";
import { world } from "/page/world.js";

const FIRST_TABLE = "pieces";
const LONGEST_LINE = 100;
const LEAST_CHARACTERS = 4;

const weight = (text) => new TextEncoder().encode(text).length;

// The longest line of a message is the one that would be known again anywhere.
function tellingLine(text) {
  const [line] = text.split("\n").map((each) => each.trim()).sort((a, b) => weight(b) - weight(a));
  return [...line].slice(0, LONGEST_LINE).join("");
}

// Of each person the newest of their own words, and the newest that they were shown; commands say nothing.
function whatPeopleSee(phones) {
  return phones.flatMap(({ person, screen }) => {
    const lines = (screen?.messages ?? [])
      .filter((message) => message.text && !message.service && !message.text.startsWith("/"))
      .map((message) => ({ name: person.first_name, own: message.own, line: tellingLine(message.text) }))
      .filter(({ line }) => line.length >= LEAST_CHARACTERS);
    return [lines.findLast(({ own }) => own), lines.findLast(({ own }) => !own)].filter(Boolean);
  });
}

function grouped(hex) {
  return hex.replace(/(.{4})/g, "$1 ").trim();
}

function shownBytes(cell) {
  return [
    make("small", {}, word("bytesOf", { size: cell.bytes.toLocaleString("en") })),
    cell.text ? make("code", { class: "header" }, cell.text) : null,
    make("code", { class: "hex" }, `${grouped(cell.hex)} …`),
  ];
}

function shownCell(cell) {
  if (cell.kind === "empty") return [make("small", {}, word("empty_"))];
  return cell.kind === "plain" ? [make("code", {}, cell.text)] : shownBytes(cell);
}

function rowOf(cells) {
  return make("dl", { class: "row-of-table" }, ...cells.map((cell) =>
    make("div", {}, make("dt", {}, cell.name), make("dd", {}, ...shownCell(cell)))));
}

export function diskPanel(table) {
  let chosen = FIRST_TABLE;
  let atFirst = null;
  const seen = make("div");
  const searched = make("p", { class: "aside" });
  const rows = make("div", { role: "group" });
  const files = make("ul", { class: "files" });
  const select = make("select", { "aria-label": word("chooseTable") });
  select.addEventListener("change", () => {
    chosen = select.value;
    refresh();
  });
  const again = button(word("diskRefresh"), () => refresh(), { class: "key" });
  const element = make("div", { class: "panel-body disk" },
    make("p", {}, word("diskIntro")), again,
    make("section", { class: "people-see" }, make("h3", {}, word("seen")), seen, searched),
    make("section", {}, make("h3", {}, word("tables")), select, rows),
    make("section", {}, make("h3", {}, word("files")), make("p", { class: "aside" }, word("filesIntro")), files));

  function fillSeen(people, disk) {
    const items = people.map(({ name, own, line }) => {
      const where = disk.found[line] ?? [];
      const verdict = where.length ? word("stands", { files: where.join(", ") }) : word("nowhere");
      return make("li", { class: own ? "own-line" : "" },
        make("b", {}, name), make("q", {}, line),
        make("span", { class: where.length ? "verdict clear" : "verdict" }, verdict));
    });
    seen.replaceChildren(make("ul", { class: "seen" }, ...items));
    searched.textContent = word("searched", { count: disk.count, size: sizeOf(disk.bytes) });
  }

  function fillTables(disk) {
    const counts = new Map(disk.tables.map(({ name, rows: count }) => [name, count]));
    atFirst ??= counts;
    const labels = disk.tables.map(({ name, rows: count }) => {
      const more = count - (atFirst.get(name) ?? 0);
      return `${name}: ${word("rowsOf", { count })}${more > 0 ? ` (${word("more_", { count: more })})` : ""}`;
    });
    // An open list must not change under the hand of whoever chooses from it.
    if (document.activeElement !== select || select.options.length !== labels.length) {
      select.replaceChildren(...disk.tables.map(({ name }, index) =>
        make("option", { value: name, selected: name === chosen }, labels[index])));
    } else {
      labels.forEach((label, index) => { select.options[index].textContent = label; });
    }
    rows.setAttribute("aria-label", chosen);
    rows.replaceChildren(...(disk.rows.length
      ? [make("p", { class: "aside" }, word("newestRows")), ...disk.rows.map(rowOf)]
      : [make("p", { class: "aside" }, word("noRows"))]));
  }

  function fillFiles(disk) {
    files.replaceChildren(...disk.files.map((file) =>
      make("li", {}, make("b", {}, file.name), make("br"), ...shownBytes(file))));
  }

  async function refresh() {
    const people = whatPeopleSee(table.phones());
    const disk = await world.disk([...new Set(people.map(({ line }) => line))], chosen);
    fillSeen(people, disk);
    fillTables(disk);
    fillFiles(disk);
  }
  return { element, refresh };
}
