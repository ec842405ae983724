/** A question as the tables that the driver plays: what is committed, how long each lever has been at work, numbers. */

import type { Changed } from "../messages";
import type { Given } from "./declared";
import type { Question } from "./state";

/** What a question puts in the place of the world's own. */
export function changed(given: Given, question: Question): Changed {
  return {
    committed: { shape: [settingsOf(given), given.months, 1], data: committed(given, question) },
    since: { shape: [given.levers.length, given.months], data: since(given, question) },
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
