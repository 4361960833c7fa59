// Elements out of data. Text becomes text nodes only: nothing that anybody wrote is ever parsed.

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function button(label, onclick, properties = {}) {
  return make("button", { type: "button", onclick, ...properties }, label);
}

// A button that shows a sign and tells screen readers what it does.
export function sign(glyph, label, onclick, properties = {}) {
  const shown = make("span", { "aria-hidden": "true" }, glyph);
  return button(shown, onclick, { "aria-label": label, title: label, ...properties });
}

// A menu behind a sign; it closes when something in it is chosen, and on Escape.
export function menu(glyph, label, items, properties = {}) {
  const list = make("div", { class: "items" }, ...items);
  const shown = make("span", { "aria-hidden": "true" }, glyph);
  const summary = make("summary", { "aria-label": label, title: label }, shown);
  const details = make("details", { ...properties, class: `menu ${properties.class ?? ""}` }, summary, list);
  const close = () => { details.open = false; };
  list.addEventListener("click", close);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    summary.focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
  });
  return details;
}

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["PRE", "BLOCKQUOTE"]);

function wrapperOf(entity, text, acts) {
  const { type } = entity;
  if (TAGS[type]) return make(TAGS[type]);
  if (type === "url" || type === "text_link") return link(entity.url ?? text);
  if (type === "email") return link(`mailto:${text}`);
  if (type === "bot_command") return make("button", { type: "button", class: "command", onclick: () => acts.command(text) });
  if (type === "spoiler") {
    const open = (event) => event.currentTarget.classList.add("open");
    return make("button", { type: "button", class: "spoiler", "aria-label": acts.spoilerLabel, onclick: open });
  }
  return make("span", { class: type });
}

// Links lead out of the page only where a person can see that they do.
function link(address) {
  if (!/^(https?:|mailto:)/i.test(address)) return make("span");
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address });
}

// Entities count in UTF-16 units, as strings do here, and are ordered from the outside in.
export function formatted(text, entities, acts, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  let rest = entities.filter((entity) => entity.offset >= from && entity.offset + entity.length <= to);
  while (rest.length) {
    const [entity, ...others] = rest;
    const end = entity.offset + entity.length;
    if (entity.offset >= at) {
      parts.push(document.createTextNode(text.slice(at, entity.offset)));
      const wrapper = wrapperOf(entity, text.slice(entity.offset, end), acts);
      wrapper.append(...formatted(text, others, acts, entity.offset, end));
      parts.push(wrapper);
      // A block ends its line by itself; the line break behind it would show as an empty line.
      at = BLOCKS.has(wrapper.tagName) && end < to && text[end] === "\n" ? end + 1 : end;
    }
    rest = others.filter((other) => other.offset >= at);
  }
  parts.push(document.createTextNode(text.slice(at, to)));
  return parts;
}
