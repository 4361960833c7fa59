// Seals or opens standard input with the npm package age-encryption.
//
//     node age.mjs encrypt RECIPIENT... < plain > sealed
//     node age.mjs decrypt IDENTITY_FILE < sealed > plain
import { readFileSync, writeSync } from "node:fs";
import { Decrypter, Encrypter } from "age-encryption";

const [task, ...keys] = process.argv.slice(2);
const input = new Uint8Array(readFileSync(0));
let output;
if (task === "encrypt") {
  const encrypter = new Encrypter();
  keys.forEach((recipient) => encrypter.addRecipient(recipient));
  output = await encrypter.encrypt(input);
} else {
  const decrypter = new Decrypter();
  const lines = readFileSync(keys[0], "utf8").split("\n");
  lines.filter(Boolean).forEach((identity) => decrypter.addIdentity(identity));
  output = await decrypter.decrypt(input, "uint8array");
}
for (let at = 0; at < output.length; ) {
  at += writeSync(1, output, at);
}
