// A foreign implementation of SLIP-39 as a command: shares, one a line, from standard input; prints
// the secret that they bring back, in hex.
import { readFileSync } from "node:fs";
import slip39 from "slip39";

const shares = readFileSync(0, "utf8").trim().split("\n");
console.log(Buffer.from(slip39.recoverSecret(shares, "")).toString("hex"));
