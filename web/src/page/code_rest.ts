/** What few policies have, at the end of a short code: a budget, and whom phases are aimed at and what they wait for. */

import { known, times } from "./code";
import type { Reader, Writer } from "./code_bytes";
import type { Given } from "./declared";
import type { Budget, Condition, Phase, Question, Target } from "./state";

interface Rest {
  readonly budget: Budget | null;
  /** By the rank of the phase. */
  readonly aims: ReadonlyMap<number, Pick<Phase, "to" | "when" | "until">>;
}

export function writeRest(given: Given, out: Writer, { policy, budget }: Question): void {
  const aimed = policy.map((phase, rank) => ({ phase, rank })).filter(({ phase }) => phase.to || phase.when || phase.until);
  if (budget === null && aimed.length === 0) return;
  const rank = (lever: string): number => given.levers.findIndex((one) => one.name === lever);
  out.count(budget ? budget.priority.length + 1 : 0);
  if (budget) {
    out.number(budget.ceiling);
    budget.priority.forEach((lever) => out.count(rank(lever)));
  }
  out.count(aimed.length);
  for (const { phase, rank } of aimed) {
    out.count(rank);
    writeTarget(given, out, phase.to);
    for (const one of [phase.when, phase.until]) writeCondition(given, out, one);
  }
}

export function readRest(given: Given, read: Reader): Rest {
  if (read.over) return { budget: null, aims: new Map() };
  const first = read.count();
  const budget = first === 0 ? null : { ceiling: read.number(), priority: times(first - 1, () => known(given.levers[read.count()]).name) };
  const aims = times(read.count(), () => [read.count(), { to: readTarget(given, read), when: readCondition(given, read), until: readCondition(given, read) }] as const);
  return { budget, aims: new Map(aims) };
}

function writeTarget(given: Given, out: Writer, to: Target | null): void {
  out.count(to === null ? 0 : given.aims.how.indexOf(to.how));
  if (to === null) return;
  out.count(to.clusters.length);
  if (to.clusters.length) to.clusters.forEach((cluster) => out.count(given.clusters.indexOf(cluster)));
  else out.number(to.many);
}

function readTarget(given: Given, read: Reader): Target | null {
  const way = read.count();
  if (way === 0) return null;
  const clusters = times(read.count(), () => known(given.clusters[read.count()]));
  return { how: known(given.aims.how[way]), many: clusters.length ? 0 : read.number(), clusters };
}

function writeCondition(given: Given, out: Writer, one: Condition | null): void {
  out.count(one === null ? 0 : 2 * (Object.keys(given.aims.seen).indexOf(one.outcome) + 1) + (one.above ? 1 : 0));
  if (one === null) return;
  out.number(one.line);
  out.count(one.after_months);
}

function readCondition(given: Given, read: Reader): Condition | null {
  const said = read.count();
  if (said === 0) return null;
  const outcome = known(Object.keys(given.aims.seen)[Math.floor(said / 2) - 1]);
  return { outcome, above: said % 2 === 1, line: read.number(), after_months: read.count() };
}
