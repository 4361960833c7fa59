// Faults to try: between the bots and Telegram, and in the processes.

import { button, make } from "/page/dom.js";
import { word } from "/page/words.js";
import { world } from "/page/world.js";

const SENDING = ["sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendVideo", "sendMediaGroup", "editMessageText"];
const LASTING = { times: null };
const FAULTS = {
  faultNone: [],
  faultDown: [{ kind: "502", ...LASTING }],
  faultSlow: [{ kind: "slow", seconds: 3, ...LASTING }],
  faultBusy: SENDING.map((method) => ({ kind: "429", method, retry_after: 5, ...LASTING })),
};
const NAME_OF = { 502: "faultDown", slow: "faultSlow", 429: "faultBusy" };
const PROCESSES = { intake: "intakeIs", desk: "deskIs", courier: "courierIs" };

async function order(name) {
  await world.clearFaults();
  for (const fault of FAULTS[name]) await world.fault(fault);
}

export function troublePanel(table) {
  const told = make("p", { class: "told", role: "status" });
  const tell = (error) => { told.textContent = error.message; };

  const radios = Object.keys(FAULTS).map((name) => {
    const input = make("input", { type: "radio", name: "telegram", value: name });
    input.addEventListener("change", () => order(name).catch(tell));
    return make("label", { class: "choice" }, input, word(name));
  });
  const telegram = make("fieldset", {}, make("legend", {}, word("telegram")), make("p", {}, word("telegramIntro")), ...radios);

  const lines = Object.entries(PROCESSES).map(([name, is]) => {
    const state = make("span", { class: "state" });
    const kill = button(word("kill", { name }), () =>
      world.kill(name).then(() => { told.textContent = word("killed", { name }); }, tell), { class: "key danger" });
    const text = make("span", { class: "about-process" }, make("b", {}, name), make("small", {}, word(is)), state);
    return { name, state, element: make("li", { class: "process" }, text, kill) };
  });
  const processes = make("section", {}, make("h3", {}, word("processes")), make("p", {}, word("processesIntro")),
    make("ul", { class: "processes" }, ...lines.map((line) => line.element)));
  const element = make("div", { class: "panel-body" }, telegram, processes, told);

  async function refresh() {
    const { faults } = await world.faults();
    const chosen = NAME_OF[faults[0]?.kind] ?? "faultNone";
    element.querySelectorAll("input").forEach((input) => { input.checked = input.value === chosen; });
    const running = table.backstage()?.processes ?? [];
    for (const { name, state } of lines) {
      const process = running.find((each) => each.name === name);
      if (!process) continue;
      const now = process.running ? word("runs", { pid: process.pid }) : word("gone");
      const line = `${now} · ${word("starts", { count: process.starts })}`;
      if (state.textContent !== line) state.textContent = line;
      state.dataset.running = String(process.running);
    }
  }
  return { element, refresh };
}
