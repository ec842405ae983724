/** What all replicates of a world gave, put together from what was played in batches. */

import { digestOfAll } from "./digest";
import type { Played } from "./play";

export interface Result {
  readonly replicates: readonly number[];
  /** The tables of sums by name: (columns, …, replicates) in one row, replicates in the order asked for. */
  readonly tables: Readonly<Record<string, Float64Array>>;
  /** SHA-256 in hexadecimal, that which Python prints for the same replicates. */
  readonly digest: string;
}

/** Replicates cut into batches: none larger than `lanes`, and as many as there are Workers where that can be. */
export function batches(replicates: readonly number[], lanes: number, workers: number): number[][] {
  const count = Math.max(Math.ceil(replicates.length / lanes), Math.min(workers, replicates.length));
  const cuts = Array.from({ length: count + 1 }, (_, rank) => Math.floor((rank * replicates.length) / count));
  return cuts.slice(1).map((last, rank) => replicates.slice(cuts[rank], last));
}

/** Put batches together; they must be those of {@link batches}, in their order. */
export function together(parts: readonly Played[]): Result {
  const replicates = parts.flatMap((part) => part.replicates);
  const names = Object.keys(parts[0]?.tables ?? {});
  const tables = Object.fromEntries(names.map((name) => [name, joined(parts, name, replicates.length)]));
  return { replicates, tables, digest: digestOfAll(parts.flatMap((part) => part.digests)) };
}

function joined(parts: readonly Played[], name: string, replicates: number): Float64Array {
  const tables = parts.map((part) => ({ lanes: part.replicates.length, from: part.tables[name] as Float64Array }));
  const rows = tables.reduce((sum, { from }) => sum + from.length, 0) / replicates;
  const whole = new Float64Array(rows * replicates);
  let first = 0;
  for (const { lanes, from } of tables) {
    for (let row = 0; row < rows; row++) {
      for (let lane = 0; lane < lanes; lane++) {
        whole[row * replicates + first + lane] = from[row * lanes + lane] as number;
      }
    }
    first += lanes;
  }
  return whole;
}
