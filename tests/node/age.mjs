// A foreign implementation of age as a command, for tests that exchange files with ours.
//
//   node age.mjs keygen x25519|hybrid      prints an identity, then its recipient
//   node age.mjs encrypt RECIPIENT...      standard input to standard output
//   node age.mjs decrypt IDENTITY_FILE     the same way back
import { webcrypto } from "node:crypto";
import { readFileSync, writeSync } from "node:fs";
import * as age from "age-encryption";

// Node 18, which Debian 12 brings, has it but does not name it.
globalThis.crypto ??= webcrypto;

const [command, ...rest] = process.argv.slice(2);

function readInput() {
  return new Uint8Array(readFileSync(0));
}

function writeOutput(data) {
  for (let done = 0; done < data.length; ) done += writeSync(1, data, done);
}

async function keygen(kind) {
  const generate = { x25519: age.generateX25519Identity, hybrid: age.generateHybridIdentity }[kind];
  const identity = await generate();
  return new TextEncoder().encode(`${identity}\n${await age.identityToRecipient(identity)}\n`);
}

async function encrypt(recipients) {
  const encrypter = new age.Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(readInput());
}

async function decrypt(identityFile) {
  const decrypter = new age.Decrypter();
  const lines = readFileSync(identityFile, "utf8").split("\n");
  for (const line of lines) if (line.startsWith("AGE-SECRET-KEY-")) decrypter.addIdentity(line.trim());
  return decrypter.decrypt(readInput(), "uint8array");
}

if (command === "keygen") writeOutput(await keygen(rest[0]));
else if (command === "encrypt") writeOutput(await encrypt(rest));
else if (command === "decrypt") writeOutput(await decrypt(rest[0]));
else {
  console.error("usage: age.mjs keygen KIND | encrypt RECIPIENT... | decrypt IDENTITY_FILE");
  process.exit(2);
}
