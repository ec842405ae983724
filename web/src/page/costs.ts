/** Money that runs spent: by lever, by payer and year; what is paid in time stands beside it. */

import type { Answer, Runs } from "./answer";
import type { Given, Item } from "./declared";
import { less } from "./answer";
import type { Question } from "./state";

export const YEAR = 12;

/** Who pays for a lever in a month (from 0): outside its phases the last payer named, the usual one first. */
export function payerOf(given: Given, question: Question, lever: string, month: number): string {
  let payer = given.levers.find((one) => one.name === lever)?.payers[0] ?? "";
  const phases = question.policy.filter((phase) => phase.lever === lever).sort((one, other) => one.start - other.start);
  for (const phase of phases) {
    for (const change of [{ month: phase.start, payer: phase.payer }, ...phase.changes]) {
      if (change.payer && change.month - 1 <= month) payer = change.payer;
    }
  }
  return payer;
}

/** Who pays an item in a month. */
export function paysFor(given: Given, question: Question, item: Item, month: number): string {
  return item.payer ?? payerOf(given, question, item.lever ?? "", month);
}

/** Rupiah a year that each lever itself costs, mean over runs. */
export function leverCosts(answer: Answer): Map<string, number> {
  const years = answer.given.months / YEAR;
  const levers = [...new Set(answer.question.policy.map((phase) => phase.lever))];
  return new Map(levers.map((lever) => [lever, meanOf(answer.policy.spent((item) => item.lever === lever && !item.in_time)) / years]));
}

/** Rupiah a year that the policy costs beyond today, all payers, replicate by replicate. */
export function extraAYear(answer: Answer): Float64Array {
  const years = answer.given.months / YEAR;
  const money = (runs: Runs): Float64Array => runs.spent((item) => !item.in_time);
  return less(money(answer.policy), money(answer.today)).map((sum) => sum / years);
}

export interface Year {
  readonly first: number;
  readonly last: number;
}

export function years(given: Given): Year[] {
  const count = Math.ceil(given.months / YEAR);
  return Array.from({ length: count }, (_, year) => ({ first: year * YEAR, last: Math.min(given.months, (year + 1) * YEAR) }));
}

/** Mean rupiah that a payer spent in some months, with the policy and today. */
export function paid(answer: Answer, payer: string, { first, last }: Year): { policy: number; today: number } {
  const { given, question } = answer;
  const nothing: Question = { ...question, policy: [] };
  const sum = (runs: Runs, of: Question): number => meanOf(runs.spent((item, month) => paysFor(given, of, item, month) === payer, first, last));
  return { policy: sum(answer.policy, question), today: sum(answer.today, nothing) };
}

export interface Purse {
  /** Rupiah that are there in a year: what was left of the year before, and what goes in. */
  readonly available: number;
  readonly spent: number;
  /** What is left at its end. */
  readonly left: number;
}

/** A purse of the clusters in a year, mean over runs. */
export function purse({ given, policy }: Answer, rank: number, { first, last }: Year): Purse {
  const [taken, left] = policy.purse(rank);
  const at = (month: number): number => (month < 0 ? 0 : meanOf(left(month)));
  let available = at(first - 1);
  for (let month = first; month < last; month++) available += meanOf(taken(month));
  const pays = given.purses[rank]?.pays ?? [];
  return { available, spent: meanOf(policy.spent((item) => pays.includes(item.name), first, last)), left: at(last - 1) };
}

/** Rupiah that levers cost the district in a year, mean over runs. */
export function districtSpent({ given, question, policy }: Answer, { first, last }: Year): number {
  return meanOf(policy.spent((item, month) => item.lever !== null && paysFor(given, question, item, month) === given.budget.payer, first, last));
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum / values.length;
}
