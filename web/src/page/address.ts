/** The state in the page's address, readable and checked like a file: what is wrong in it is told, not mended.
 *
 * #v=1&lang=id&place=janapria&months=36&seed=2026&p=facilitator_team,1,36,district,per_10_schools:1;13:donor,certified:1
 *  &a=attend_distance:0.3&b=500000000,facilitator_team — `p` is a phase (lever, first month, last month, payer, settings),
 * a change in it follows a semicolon with its month and perhaps a payer; `@to:neediest:3` among its settings says whom
 * it is aimed at, `@when:held_share:above:0.5:12` what it waits for and `@until` what ends it. `b` is the district's
 * budget with the levers that come first. What is pinned stands under its letter (`A=`, `B=`, `C=`), proposals of
 * tables under `t=` behind their name and a bar; inside they are written the same way. */

import type { Given, Language, Lever } from "./declared";
import { LETTERS } from "./slots";
import type { Letter } from "./slots";
import { NOTHING } from "./state";
import { aimOf, aimTexts, budgetOf, waits } from "./aiming";
import type { Change, Phase, Question } from "./state";

export const VERSION = "1";

/** Something in an address that cannot be had, as a message and what fills it in. */
export interface Fault {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What is kept beside the policy that is being set. */
export interface Kept {
  readonly slots: readonly { readonly letter: Letter; readonly question: Question }[];
  readonly proposals: readonly { readonly name: string; readonly question: Question }[];
}

export const NONE: Kept = { slots: [], proposals: [] };

export interface Opened extends Kept {
  readonly question: Question;
  readonly language: Language | null;
  readonly faults: readonly Fault[];
}

export function addressOf(given: Given, question: Question, language: Language, { slots, proposals } = NONE): string {
  const parts: [string, string][] = [
    ["v", VERSION], ["lang", language], ["place", given.place.name], ["months", String(given.months)], ["seed", String(given.seed)],
    ...partsOf(question),
    ...slots.map((slot): [string, string] => [slot.letter, joined(partsOf(slot.question))]),
    ...proposals.map((one): [string, string] => ["t", `${one.name}|${joined(partsOf(one.question))}`]),
  ];
  return `#${joined(parts)}`;
}

function partsOf(question: Question): [string, string][] {
  return [
    ...question.policy.map((phase): [string, string] => ["p", [phaseText(phase), ...phase.changes.map(changeText)].join(";")]),
    ...Object.entries(question.assumptions).map(([name, value]): [string, string] => ["a", `${name}:${value}`]),
    ...(question.budget ? [["b", [question.budget.ceiling, ...question.budget.priority].join(",")] as [string, string]] : []),
  ];
}

function joined(parts: readonly [string, string][]): string {
  return parts.map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%(2C|3A|3B)/g, decodeURIComponent)}`).join("&");
}

function phaseText(phase: Phase): string {
  return [phase.lever, phase.start, phase.end, phase.payer, ...aimTexts(phase), ...pairs(phase.settings)].join(",");
}

function changeText(change: Change): string {
  return [`${change.month}:${change.payer ?? ""}`, ...pairs(change.settings)].join(",");
}

function pairs(settings: Readonly<Record<string, number>>): string[] {
  return Object.entries(settings).map(([name, value]) => `${name}:${value}`);
}

/** What an address may hold. */
const KEYS: readonly string[] = ["v", "lang", "place", "months", "seed", "p", "a", "b", "t", ...LETTERS];

/** Read an address. An empty one asks nothing. */
export function opened(given: Given, hash: string): Opened {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const faults: Fault[] = [];
  const language = parameters.get("lang");
  const spoken: Language | null = language === "en" || language === "id" ? language : null;
  if (language !== null && spoken === null) faults.push({ key: "page_fault_language", values: { given: language } });
  const none = { question: NOTHING, language: spoken, faults, ...NONE };
  const keys = [...parameters.keys()];
  if (keys.every((key) => key === "lang")) return none;
  if (parameters.get("v") !== VERSION) {
    const version = parameters.get("v");
    faults.push(version === null ? { key: "page_fault_unreadable", values: {} } : { key: "page_fault_version", values: { given: version, known: VERSION } });
    return none;
  }
  for (const key of new Set(keys.filter((key) => !KEYS.includes(key)))) faults.push({ key: "page_fault_part", values: { given: key } });
  for (const [key, mine] of [["place", given.place.name], ["months", given.months], ["seed", given.seed]] as const) {
    const asked = parameters.get(key);
    if (asked !== null && asked !== String(mine)) faults.push({ key: `page_fault_${key}`, values: { given: asked, mine: String(mine) } });
  }
  const slots = LETTERS.flatMap((letter) => {
    const text = parameters.get(letter);
    return text === null ? [] : [{ letter, question: questionOf(given, new URLSearchParams(text), faults) }];
  });
  const proposals = parameters.getAll("t").map((text) => {
    const [name = "", ...rest] = text.split("|");
    return { name, question: questionOf(given, new URLSearchParams(rest.join("|")), faults) };
  });
  return { question: questionOf(given, parameters, faults), language: spoken, faults, slots, proposals };
}

function questionOf(given: Given, parameters: URLSearchParams, faults: Fault[]): Question {
  const policy = parameters.getAll("p").map((text) => phase(given, text, faults)).filter((one) => one !== null);
  const overlapping = policy.filter((one, rank) => policy.slice(0, rank).some((other) => overlap(one, other)));
  for (const one of overlapping) faults.push({ key: "page_fault_overlap", values: { lever: one.lever } });
  const held = parameters.getAll("a").map((text) => assumption(given, text, faults)).filter((one) => one !== null);
  const apart = policy.filter((one) => !overlapping.includes(one));
  for (const one of apart.filter((one, rank) => waits(one) && apart.slice(0, rank).some((other) => other.lever === one.lever && waits(other)))) {
    faults.push({ key: "page_fault_waits_twice", values: { lever: one.lever } });
    apart.splice(apart.indexOf(one), 1);
  }
  const budget = parameters.get("b");
  return { policy: apart, assumptions: Object.fromEntries(held), budget: budget === null ? null : budgetOf(given, budget, faults) };
}

function overlap(one: Phase, other: Phase): boolean {
  return one.lever === other.lever && one.start <= other.end && other.start <= one.end;
}

function phase(given: Given, text: string, faults: Fault[]): Phase | null {
  const [head = "", ...changes] = text.split(";");
  const [name = "", start = "", end = "", payer = "", ...settings] = head.split(",");
  const lever = given.levers.find((one) => one.name === name);
  if (lever === undefined) {
    faults.push({ key: "page_fault_lever", values: { given: name } });
    return null;
  }
  const [first, last] = [month(start, 1, given.months), month(end, 1, given.months)];
  if (first === null || last === null || first > last) {
    faults.push({ key: "page_fault_months_of", values: { lever: name, given: `${start}-${end}`, months: given.months } });
    return null;
  }
  if (!lever.payers.includes(payer)) faults.push({ key: "page_fault_payer", values: { lever: name, given: payer } });
  const zero = Object.fromEntries(lever.settings.map((one) => [one.name, 0]));
  const aims = settings.filter((one) => one.startsWith("@"));
  return {
    ...aimOf(given, lever, aims, faults), lever: name, start: first, end: last,
    payer: lever.payers.includes(payer) ? payer : (lever.payers[0] as string),
    settings: { ...zero, ...values(lever, settings.filter((one) => !aims.includes(one)), faults) },
    changes: changes.map((one) => change(given, lever, one, faults)).filter((one) => one !== null),
  };
}

function change(given: Given, lever: Lever, text: string, faults: Fault[]): Change | null {
  const [head = "", ...settings] = text.split(",");
  const [at = "", payer = ""] = head.split(":");
  const when = month(at, 1, given.months);
  if (when === null) {
    faults.push({ key: "page_fault_months_of", values: { lever: lever.name, given: at, months: given.months } });
    return null;
  }
  const known = lever.payers.includes(payer);
  if (payer && !known) faults.push({ key: "page_fault_payer", values: { lever: lever.name, given: payer } });
  return { month: when, payer: known ? payer : null, settings: values(lever, settings, faults) };
}

function values(lever: Lever, texts: readonly string[], faults: Fault[]): Record<string, number> {
  const read: Record<string, number> = {};
  for (const text of texts) {
    const [name = "", given = ""] = text.split(":");
    const setting = lever.settings.find((one) => one.name === name);
    const value = given === "" ? NaN : Number(given);
    if (setting === undefined) faults.push({ key: "page_fault_setting", values: { lever: lever.name, given: name } });
    else if (value !== 0 && !(value >= setting.low && value <= setting.high)) {
      faults.push({ key: "page_fault_value", values: { name, given, low: setting.low, high: setting.high } });
    } else read[name] = value;
  }
  return read;
}

function assumption(given: Given, text: string, faults: Fault[]): [string, number] | null {
  const [name = "", said = ""] = text.split(":");
  const number = given.numbers.find((one) => one.name === name);
  const value = said === "" ? NaN : Number(said);
  if (number === undefined) faults.push({ key: "page_fault_number", values: { given: name } });
  else if (!(value >= number.low && value <= number.high)) {
    faults.push({ key: "page_fault_value", values: { name, given: said, low: number.low, high: number.high } });
  } else return [name, value];
  return null;
}

function month(text: string, low: number, high: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= low && value <= high ? value : null;
}
