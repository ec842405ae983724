/** What all replicates of a world gave, put together from what was played in batches. */

import { digestOf } from "./digest";
import type { Played } from "./play";

export class Result {
  /** `tables` are those that a run returns, by name: (columns, …, replicates) in one row, in the order asked for. */
  constructor(
    readonly replicates: readonly number[],
    readonly tables: Readonly<Record<string, Float64Array>>,
  ) {}

  /** The word that Python prints for the same replicates. Takes a moment, so ask when nobody waits. */
  digest(): string {
    return digestOf(Object.values(this.tables), this.replicates.length);
  }
}

/** Replicates cut into batches: none larger than `lanes`, and as many as there are Workers where that can be. */
export function batches(replicates: readonly number[], lanes: number, workers: number): number[][] {
  const count = Math.max(Math.ceil(replicates.length / lanes), Math.min(workers, replicates.length));
  const cuts = Array.from({ length: count + 1 }, (_, rank) => Math.floor((rank * replicates.length) / count));
  return cuts.slice(1).map((last, rank) => replicates.slice(cuts[rank], last));
}

/** The first replicates of a result. */
export function firstOf(whole: Result, count: number): Result {
  const all = whole.replicates.length;
  if (count === all) return whole;
  const tables = Object.entries(whole.tables).map(([name, table]) => {
    const part = new Float64Array((table.length / all) * count);
    copied(table, all, part, count, count);
    return [name, part] as const;
  });
  return new Result(whole.replicates.slice(0, count), Object.fromEntries(tables));
}

/** Put batches together, in their order. */
export function together(parts: readonly Played[]): Result {
  const replicates = parts.flatMap((part) => part.replicates);
  const names = Object.keys(parts[0]?.tables ?? {});
  return new Result(replicates, Object.fromEntries(names.map((name) => [name, joined(parts, name, replicates.length)])));
}

function joined(parts: readonly Played[], name: string, replicates: number): Float64Array {
  const tables = parts.map((part) => ({ lanes: part.replicates.length, from: part.tables[name] as Float64Array }));
  const whole = new Float64Array(tables.reduce((sum, { from }) => sum + from.length, 0));
  let first = 0;
  for (const { lanes, from } of tables) {
    copied(from, lanes, whole.subarray(first), replicates, lanes);
    first += lanes;
  }
  return whole;
}

/** Copy the first `count` replicates of a table of `own` replicates into one of `wide`. Number by number, for rows are
 * short and a page does this while somebody waits. */
function copied(from: Float64Array, own: number, into: Float64Array, wide: number, count: number): void {
  for (let read = 0, write = 0; read < from.length; read += own, write += wide) {
    for (let lane = 0; lane < count; lane++) into[write + lane] = from[read + lane] as number;
  }
}
