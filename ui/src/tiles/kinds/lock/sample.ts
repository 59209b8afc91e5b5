// A door's lock as Nuki Hub has it: says what it does in seven words, and opens the latch too.
import { aBinding, aCommand } from "../../build";
import { SIZES, type Sample } from "../../sample";

const press = (text: string, answered = true) =>
  aCommand({
    payload: { as: "template", text },
    answer: answered ? { slot: "state", timeoutMs: 15_000, tolerance: 0 } : null,
  });
const commands = { lock: press("LOCK"), unlock: press("UNLOCK"), open: press("OPEN", false) };
const both = { lock: commands.lock, unlock: commands.unlock };

export const sample: Sample = {
  tile: { title: "Front door", icon: "lock", accent: "teal", bindings: { state: aBinding() }, commands },
  says: { state: "LOCKED" },
  wants: "UNLOCKED",
  also: [
    { name: "unlocked", says: { state: "UNLOCKED" }, tile: { commands: both }, sizes: SIZES },
    { name: "unlocking", says: { state: "unlocking" }, sizes: SIZES },
    { name: "jammed", says: { state: "JAMMED" }, tile: { commands: both }, sizes: SIZES },
    { name: "nothing answers", says: {}, tile: { bindings: {}, commands: both }, sizes: SIZES },
    { name: "a word of its own", says: { state: "not_fully_locked" }, sizes: SIZES },
  ],
};
