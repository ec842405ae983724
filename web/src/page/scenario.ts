/** A question as the scenario file that `kkgsim compare` reads. */

import type { Given } from "./declared";
import type { Condition, Question, Target } from "./state";

/** Three digits after a point could be thousands, which the reader of files refuses to guess. */
const THOUSANDS = /^-?\d{1,3}(\.\d{3})+$/;

export function scenarioFile(given: Given, question: Question, title: { en: string; id: string }): string {
  const top = [
    `title = { en = ${quoted(title.en)}, id = ${quoted(title.id)} }`,
    `about = { en = "", id = "" }`,
    `place = ${quoted(given.place.name)}`,
    `first_month = ${given.first_month}`,
    `months = ${given.months}`,
    `replicates = ${given.replicates}`,
    `seed = ${given.seed}`,
  ];
  const phases = question.policy.map((phase) => [
    "[[policy]]",
    `lever = ${quoted(phase.lever)}`,
    `start = ${phase.start}`,
    `end = ${phase.end}`,
    `payer = ${quoted(phase.payer)}`,
    ...target(phase.to),
    ...condition("when", phase.when),
    ...condition("until", phase.until),
    ...settings(phase.settings),
    ...phase.changes.flatMap((change) => [
      "",
      "[[policy.change]]",
      `month = ${change.month}`,
      ...(change.payer === null ? [] : [`payer = ${quoted(change.payer)}`]),
      ...settings(change.settings),
    ]),
  ]);
  const assumed = Object.entries(question.assumptions).map(([name, value]) => [
    `[assumptions.${name}]`,
    `value = ${number(value)}`,
    `why = ${quoted(`${title.id} / ${title.en}`)}`,
  ]);
  const budget = question.budget === null ? [] : [[
    "[budget]",
    `ceiling = ${number(question.budget.ceiling)}`,
    ...(question.budget.priority.length ? [`priority = ${list(question.budget.priority)}`] : []),
  ]];
  return [top, ...budget, ...phases, ...assumed].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function target(to: Target | null): string[] {
  if (to === null) return [];
  if (to.clusters.length) return [`to = { clusters = ${list(to.clusters)} }`];
  return [`to = { ${to.how} = ${to.many >= 1 ? to.many : number(to.many)} }`];
}

function condition(key: string, one: Condition | null): string[] {
  if (one === null) return [];
  return [`${key} = { outcome = ${quoted(one.outcome)}, ${one.above ? "above" : "below"} = ${number(one.line)}, after_months = ${one.after_months} }`];
}

function list(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(", ")}]`;
}

function settings(values: Readonly<Record<string, number>>): string[] {
  return Object.entries(values).map(([name, value]) => `${name} = ${number(value)}`);
}

function number(value: number): string {
  const plain = String(value);
  const text = /[.e]/.test(plain) ? plain : `${plain}.0`;
  return THOUSANDS.test(text) ? `${text}0` : text;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/\x7f/g, "\\u007f");
}
