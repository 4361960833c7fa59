// The line to the control interface.

async function ask(path, options) {
  const answer = await fetch(`/control/${path}`, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

function post(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const world = {
  state: () => ask("state"),
  wait: (revision) => ask(`wait?revision=${revision}&timeout=25`),
  chats: (user) => ask(`users/${user}/chats`),
  screen: (user, chat) => ask(`users/${user}/messages?chat=${encodeURIComponent(chat)}`),
  fileUrl: (id) => `/control/files/${encodeURIComponent(id)}`,
  backstage: () => ask("backstage"),
  kill: (name) => post("backstage/kill", { name }),
  moveClock: (seconds) => post("backstage/clock", { seconds }),
  disk: (words, table) => post("backstage/disk", { words, table }),
  faults: () => ask("faults"),
  fault: (body) => post("faults", body),
  clearFaults: () => ask("faults", { method: "DELETE" }),
  newPerson: (first_name, language_code) => post("users", { first_name, language_code }),
  act: (user, act, body) => post(`users/${user}/${act}`, body),
};

export function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
