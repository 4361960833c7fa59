// The clock of phones and processes, which can be moved forward.

import { button, make } from "/page/dom.js";
import { dayOf, timeOfDay, word } from "/page/words.js";
import { world } from "/page/world.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
// A moment after the hour at which things are due, so that they are.
const MORNING = 9 * HOUR + 20;
const EVENING = 17.5 * HOUR + 20;

function secondsOfDay(now, zone) {
  const text = now.toLocaleTimeString("en-GB", { timeZone: zone ?? undefined, hourCycle: "h23" });
  const [hours, minutes, seconds] = text.split(":").map(Number);
  return hours * HOUR + minutes * 60 + seconds;
}

function until(moment, now, zone) {
  return (moment - secondsOfDay(now, zone) + DAY) % DAY || DAY;
}

export function clockPanel(table) {
  const shown = make("p", { class: "clock-now" });
  const told = make("p", { class: "told", role: "status" });
  const moves = {
    clockHour: () => HOUR,
    clockEvening: (now, zone) => until(EVENING, now, zone),
    clockMorning: (now, zone) => until(MORNING, now, zone),
    clockDay: () => DAY,
    clockWeeks: (now, zone) => until(MORNING, now, zone) + 13 * DAY,
  };

  async function move(seconds) {
    try {
      const { now } = await world.moveClock(seconds);
      told.textContent = word("clockMoved", { now: `${dayOf(now)} ${timeOfDay(now)}` });
    } catch (error) {
      told.textContent = error.message;
    }
  }

  const keys = Object.entries(moves).map(([name, seconds]) =>
    button(word(name), () => move(seconds(table.now(), table.backstage()?.zone)), { class: "key" }));
  const element = make("div", { class: "panel-body" }, shown, make("p", {}, word("clockIntro")), make("div", { class: "choices" }, ...keys), told);

  function refresh() {
    const now = table.now().toISOString();
    shown.textContent = `${dayOf(now)} ${timeOfDay(now)}`;
  }
  return { element, refresh };
}
