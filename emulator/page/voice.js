// A voice message, recorded where the browser can and may.

import { button, make, sign } from "/page/dom.js";
import { word } from "/page/words.js";
import { base64Of } from "/page/world.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const LONGEST_SECONDS = 300;

function canRecord() {
  return Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
}

function record(stream) {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const ended = new Promise((resolve) => { recorder.addEventListener("stop", resolve); });
  recorder.start();
  return async () => {
    recorder.stop();
    await ended;
    stream.getTracks().forEach((track) => track.stop());
    return new Blob(parts, { type: recorder.mimeType.split(";")[0] });
  };
}

// The button that begins, and the line that shows while it records.
export function voice(phone, form) {
  const line = make("div", { class: "recording", hidden: true });
  const begin = sign("●", word("record"), start, { class: "sign record", hidden: !canRecord() });

  function rest() {
    line.hidden = true;
    form().hidden = false;
    begin.focus();
  }

  async function start() {
    let finish;
    try {
      finish = record(await navigator.mediaDevices.getUserMedia({ audio: true }));
    } catch {
      phone.toast(word("noMicrophone"));
      return;
    }
    const began = Date.now();
    const seconds = () => Math.round((Date.now() - began) / 1000);
    const shown = make("span", { role: "timer" }, word("recording", { seconds: 0 }));
    const ticking = setInterval(() => {
      shown.textContent = word("recording", { seconds: seconds() });
      if (seconds() >= LONGEST_SECONDS) end(true);
    }, 1000);
    const end = async (wanted) => {
      clearInterval(ticking);
      const duration = Math.max(1, seconds());
      const blob = await finish();
      rest();
      if (wanted) await phone.send({ kind: "voice", data: await base64Of(blob), mime_type: blob.type, duration });
    };
    const send = sign("➤", word("sendRecording"), () => end(true), { class: "sign send" });
    line.replaceChildren(shown, button(word("dropRecording"), () => end(false), { class: "drop" }), send);
    line.onkeydown = (event) => { if (event.key === "Escape") end(false); };
    form().hidden = true;
    line.hidden = false;
    send.focus();
  }

  return { begin, line };
}
