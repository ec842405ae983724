/** Whom phases are aimed at, what they wait for and what the district can spend, as an address says it. */

import type { Fault } from "./address";
import type { Given, Lever } from "./declared";
import { named } from "./declared";
import type { Budget, Condition, Phase, Target } from "./state";

type Aim = Pick<Phase, "to" | "when" | "until">;

/** Whether a phase waits for something, to begin or to end. */
export function waits({ when, until }: Aim): boolean {
  return when !== null || until !== null;
}

export function aimTexts({ to, when, until }: Aim): string[] {
  const condition = (key: string, one: Condition | null): string[] =>
    one ? [`@${key}:${one.outcome}:${one.above ? "above" : "below"}:${one.line}:${one.after_months}`] : [];
  const whom = to === null ? [] : [`@to:${to.how}:${to.clusters.length ? to.clusters.map(escaped).join("|") : to.many}`];
  return [...whom, ...condition("when", when), ...condition("until", until)];
}

export function aimOf(given: Given, lever: Lever, texts: readonly string[], faults: Fault[]): Aim {
  const aim: { to: Target | null; when: Condition | null; until: Condition | null } = { to: null, when: null, until: null };
  for (const text of texts) {
    const [key = "", ...parts] = text.slice(1).split(":");
    const read = key === "to" ? targetOf(given, lever, parts) : key === "when" || key === "until" ? conditionOf(given, parts) : null;
    if (read === null) faults.push({ key: "page_fault_aim", values: { lever: lever.name, given: text } });
    else Object.assign(aim, { [key]: read });
  }
  return aim;
}

function targetOf(given: Given, lever: Lever, [how = "", what = ""]: readonly string[]): Target | null {
  if (lever.everywhere || !given.aims.how.slice(1).includes(how)) return null;
  const clusters = how === "clusters" ? what.split("|").map(unescaped) : [];
  if (clusters.length && !clusters.every((cluster, rank) => given.clusters.includes(cluster) && clusters.indexOf(cluster) === rank)) return null;
  const many = clusters.length ? 0 : Number(what || NaN);
  return clusters.length || isCount(many) ? { how, many, clusters } : null;
}

/** Whether so many clusters can be meant: a whole number, or a share of them. */
export function isCount(many: number): boolean {
  return many >= 0.001 && many <= 100_000 && (many <= 1 || Number.isInteger(many));
}

function conditionOf(given: Given, [outcome = "", side = "", at = "", look = ""]: readonly string[]): Condition | null {
  const least = given.aims.seen[outcome];
  const [line, months] = [Number(at || NaN), Number(look || NaN)];
  if (least === undefined || !["above", "below"].includes(side) || !(line >= 0 && line <= highestLine(given, outcome))) return null;
  return Number.isInteger(months) && months >= least && months <= given.aims.longest ? { outcome, above: side === "above", line, after_months: months } : null;
}

/** The highest line that an outcome can cross. */
export function highestLine(given: Given, outcome: string): number {
  return Object.values(given.units).find((unit) => unit.name === named(given.outcomes, outcome).unit)?.high ?? given.aims.highest;
}

export function budgetOf(given: Given, text: string, faults: Fault[]): Budget | null {
  const [said = "", ...priority] = text.split(",");
  const { lowest, highest } = given.budget;
  const ceiling = said === "" ? NaN : Number(said);
  for (const lever of priority.filter((name) => !given.levers.some((one) => one.name === name))) faults.push({ key: "page_fault_lever", values: { given: lever } });
  if (!(ceiling >= lowest && ceiling <= highest)) {
    faults.push({ key: "page_fault_budget", values: { given: said } });
    return null;
  }
  return { ceiling, priority: [...new Set(priority.filter((name) => given.levers.some((one) => one.name === name)))] };
}

/** A name without the signs that part an address. */
function escaped(name: string): string {
  return encodeURIComponent(name);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
