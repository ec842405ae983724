/** A question as a short code that can be read out, typed and drawn as a QR: levers, settings and assumptions by their
 * rank, values by their step, with a check that catches a letter misheard and a page with other declarations. */

import type { Fault } from "./address";
import { MOST, Reader, Writer } from "./code_bytes";
import { readRest, writeRest } from "./code_rest";
import type { Given, Setting } from "./declared";
import type { Change, Phase, Question } from "./state";

/** Digits and letters that nobody takes for one another (no I, L, O, U). */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP = 4;
/** What stands for a value: none, one that lies on no step and is written out, or a step and how many. */
const [ZERO, WRITTEN, STEPPED] = [0, 1, 2];

export function codeOf(given: Given, question: Question): string {
  const out = new Writer();
  out.word(fingerprint(given));
  out.count(question.policy.length);
  for (const phase of question.policy) writePhase(given, out, phase);
  const held = Object.entries(question.assumptions);
  out.count(held.length);
  for (const [name, value] of held) {
    const rank = given.numbers.findIndex((one) => one.name === name);
    out.count(rank);
    writeValue(out, given.numbers[rank] as Stepped, value);
  }
  writeRest(given, out, question);
  return lettered([...out.bytes, check(out.bytes)]);
}

/** Read a code; what is wrong with it is a fault. */
export function decoded(given: Given, code: string): Question | Fault {
  const bytes = unlettered(code);
  const wrong: Fault = { key: "page_fault_code", values: { given: code.trim().slice(0, 60) } };
  if (bytes === null || bytes.length < 4) return wrong;
  const content = bytes.slice(0, -1);
  if (check(content) !== bytes.at(-1)) return wrong;
  const read = new Reader(content);
  if (read.word() !== fingerprint(given)) return { key: "page_fault_code_other", values: wrong.values };
  try {
    const policy = times(read.count(), () => readPhase(given, read));
    const held = times(read.count(), () => {
      const number = known(given.numbers[read.count()]);
      return [number.name, readValue(read, number)] as const;
    });
    const { budget, aims } = readRest(given, read);
    return { policy: policy.map((phase, rank) => ({ ...phase, ...aims.get(rank) })), assumptions: Object.fromEntries(held), budget };
  } catch {
    return wrong;
  }
}

export function isFault(one: Question | Fault): one is Fault {
  return "key" in one;
}

type Stepped = { readonly low: number; readonly high: number; readonly step: number };

function writePhase(given: Given, out: Writer, phase: Phase): void {
  const rank = given.levers.findIndex((lever) => lever.name === phase.lever);
  const lever = known(given.levers[rank]);
  const whole = phase.start === 1 && phase.end === given.months;
  const payer = lever.payers.indexOf(phase.payer);
  out.count(rank);
  out.count((whole ? 0 : 1) + 2 * payer);
  if (!whole) [phase.start, phase.end].forEach((month) => out.count(month));
  const moved = lever.settings.filter((setting) => phase.settings[setting.name]);
  out.count(lever.settings.reduce((mask, setting, at) => mask + (moved.includes(setting) ? 2 ** at : 0), 0));
  for (const setting of moved) writeValue(out, setting, phase.settings[setting.name] as number);
  out.count(phase.changes.length);
  for (const change of phase.changes) {
    out.count(change.month);
    out.count(change.payer === null ? 0 : lever.payers.indexOf(change.payer) + 1);
    const changed = Object.entries(change.settings);
    out.count(changed.length);
    for (const [name, value] of changed) {
      const at = lever.settings.findIndex((setting) => setting.name === name);
      out.count(at);
      writeValue(out, lever.settings[at] as Setting, value);
    }
  }
}

function readPhase(given: Given, read: Reader): Phase {
  const lever = known(given.levers[read.count()]);
  const head = read.count();
  const [start, end] = head % 2 ? [read.count(), read.count()] : [1, given.months];
  const mask = read.count();
  const settings = Object.fromEntries(lever.settings.map((setting, at) => [setting.name, Math.floor(mask / 2 ** at) % 2 ? readValue(read, setting) : 0]));
  const changes = times(read.count(), (): Change => {
    const [month, paid] = [read.count(), read.count()];
    const moved = times(read.count(), () => {
      const setting = known(lever.settings[read.count()]);
      return [setting.name, readValue(read, setting)] as const;
    });
    return { month, payer: paid === 0 ? null : known(lever.payers[paid - 1]), settings: Object.fromEntries(moved) };
  });
  return { lever: lever.name, start, end, payer: known(lever.payers[Math.floor(head / 2)]), settings, changes, to: null, when: null, until: null };
}

function writeValue(out: Writer, of: Stepped, value: number): void {
  const steps = of.step > 0 ? Math.round((value - of.low) / of.step) : -1;
  if (value === 0) out.count(ZERO);
  else if (steps >= 0 && steps < MOST && atStep(of, steps) === value) out.count(STEPPED + steps);
  else {
    out.count(WRITTEN);
    out.number(value);
  }
}

function readValue(read: Reader, of: Stepped): number {
  const said = read.count();
  return said === ZERO ? 0 : said === WRITTEN ? read.number() : atStep(of, said - STEPPED);
}

/** A value as a slider gives it. */
function atStep({ low, high, step }: Stepped, steps: number): number {
  return Math.min(high, Number((low + steps * step).toPrecision(12)));
}

const prints = new WeakMap<Given, number>();

/** Two bytes that differ where other levers, settings or numbers are declared. */
function fingerprint(given: Given): number {
  const known = prints.get(given) ?? printOf(given);
  prints.set(given, known);
  return known;
}

function printOf(given: Given): number {
  const text = JSON.stringify([
    given.months, given.levers.map((one) => [one.name, one.payers, one.settings.map(({ name, low, high, step }) => [name, low, high, step])]),
    given.numbers.map(({ name, low, high, step }) => [name, low, high, step]),
  ]);
  return hash([...text].map((letter) => letter.charCodeAt(0))) & 0xffff;
}

function check(bytes: readonly number[]): number {
  return hash(bytes) & 0xff;
}

/** FNV-1a, folded. */
function hash(bytes: readonly number[]): number {
  let word = 0x811c9dc5;
  for (const byte of bytes) word = Math.imul(word ^ byte, 0x01000193);
  return (word ^ (word >>> 16)) >>> 0;
}

function lettered(bytes: readonly number[]): string {
  let [text, held, bits] = ["", 0, 0];
  for (const byte of bytes) {
    [held, bits] = [(held << 8) | byte, bits + 8];
    for (; bits >= 5; bits -= 5) text += LETTERS[(held >>> (bits - 5)) & 31];
    held &= 31;
  }
  if (bits > 0) text += LETTERS[(held << (5 - bits)) & 31];
  return text.replace(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
}

function unlettered(code: string): number[] | null {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of code.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1")) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    [held, bits] = [(held << 5) | value, bits + 5];
    if (bits >= 8) {
      bytes.push((held >>> (bits - 8)) & 255);
      bits -= 8;
      held &= (1 << bits) - 1;
    }
  }
  return bits < 5 && held === 0 ? bytes : null; // what is left over is nothing, or the last letter is another
}

export function known<T>(one: T | undefined): T {
  if (one === undefined) throw new Error("a code names what is not declared");
  return one;
}

export function times<T>(count: number, make: () => T): T[] {
  if (count > 1000) throw new Error("a code of too many parts");
  return Array.from({ length: count }, make);
}

