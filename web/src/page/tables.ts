/** A question as the tables that the driver plays: what is committed, how long each lever has been at work, numbers. */

import type { Changed } from "../messages";
import type { Given } from "./declared";
import type { Condition, Phase, Question } from "./state";

/** What a question puts in the place of the world's own. */
export function changed(given: Given, question: Question): Changed {
  return {
    committed: { shape: [settingsOf(given), given.months, 1], data: committed(given, question) },
    since: { shape: [given.levers.length, given.months], data: since(given, question) },
    ...(question.policy.some((phase) => phase.to || phase.when || phase.until) ? aimed(given, question.policy) : {}),
    ...numbers(question),
  };
}

/** The same with nothing done. */
export function changedWithoutPolicy(given: Given, question: Question): Changed {
  return changed(given, { ...question, policy: [] });
}

function numbers(question: Question): Changed {
  const held = Object.entries(question.assumptions);
  return Object.fromEntries(
    held.map(([name, value]) => [`parameters.${name}`, { shape: [1, 1], data: Float64Array.of(value) }]),
  );
}

/** Whom each lever is aimed at and what it waits for, month by month, and in which lists each cluster stands. */
function aimed(given: Given, policy: readonly Phase[]): Changed {
  const { columns, how, seen } = given.aims;
  const lists = [...new Set(policy.flatMap(({ to }) => (to?.clusters.length ? [JSON.stringify(to.clusters)] : [])))];
  const data = new Float64Array(given.levers.length * columns.length * given.months);
  const code = (name: string, condition: Condition | null): Record<string, number> => {
    if (condition === null) return {};
    const rank = Object.keys(seen).indexOf(condition.outcome) + 1;
    return { [name]: condition.above ? rank : -rank, [`${name}_line`]: condition.line, [`${name}_months`]: condition.after_months };
  };
  for (const { lever, start, end, to, when, until } of policy) {
    const many = to?.clusters.length ? 2 ** lists.indexOf(JSON.stringify(to.clusters)) : (to?.many ?? 0);
    const values = { ...code("when", when), ...code("until", until), ...(to ? { how: how.indexOf(to.how), many } : {}) };
    const first = given.levers.findIndex((one) => one.name === lever) * columns.length;
    const row = (name: string): number => (first + columns.indexOf(name)) * given.months;
    for (const [name, value] of Object.entries(values)) data.fill(value, row(name) + start - 1, row(name) + end);
    data[row("begins") + start - 1] = 1;
  }
  const named = lists.map((list) => JSON.parse(list) as string[]);
  const listed = Float64Array.from(given.clusters, (cluster) => named.reduce((sum, list, rank) => sum + (list.includes(cluster) ? 2 ** rank : 0), 0));
  return {
    aims: { shape: [given.levers.length * columns.length, given.months, 1], data },
    ...(lists.length ? { "lists.listed": { shape: [given.clusters.length, 1], data: listed } } : {}),
  };
}

function settingsOf(given: Given): number {
  return given.levers.reduce((sum, lever) => sum + lever.settings.length, 0);
}

/** Every setting in every month as it is paid for, zero where no phase is at work. */
function committed(given: Given, question: Question): Float64Array {
  const names = given.levers.flatMap((lever) => lever.settings.map((setting) => `${lever.name}.${setting.name}`));
  const rows = new Map(names.map((name, row) => [name, row]));
  const table = new Float64Array(rows.size * given.months);
  for (const phase of question.policy) {
    for (const { month, settings } of [{ month: phase.start, settings: phase.settings }, ...phase.changes]) {
      for (const [name, value] of Object.entries(settings)) {
        const row = (rows.get(`${phase.lever}.${name}`) as number) * given.months;
        table.fill(value, row + month - 1, row + phase.end);
      }
    }
  }
  return table;
}

/** For how many months, this one included, each lever has been at work. */
function since(given: Given, question: Question): Int32Array {
  const table = new Int32Array(given.levers.length * given.months);
  given.levers.forEach((lever, row) => {
    const own = table.subarray(row * given.months, (row + 1) * given.months);
    for (const phase of question.policy) if (phase.lever === lever.name) own.fill(1, phase.start - 1, phase.end);
    for (let month = 1; month < own.length; month++) if (own[month]) own[month] = (own[month - 1] as number) + 1;
  });
  return table;
}
