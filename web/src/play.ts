/** Some replicates of a world, side by side in lanes: fill the tables, play, take the sums. */

import type { Clock } from "./clock";
import { digestOf } from "./digest";
import { isTable } from "./layout";
import type { Field, Numbers } from "./layout";
import type { Tensor, World } from "./world";

export interface Played {
  readonly replicates: readonly number[];
  /** The tables of sums by name, (columns, …, lanes) in one row. */
  readonly tables: Readonly<Record<string, Float64Array>>;
  /** What each replicate's tables hash to. */
  readonly digests: readonly Uint8Array[];
}

/** Play `replicates` of a world in a lane each. Nothing of the world is changed. */
export function play(clock: Clock, world: World, replicates: readonly number[]): Played {
  const lanes = replicates.length;
  clock.reserve({ ...world.counts, lanes });
  for (const [name, tensor] of world.tensors) fill(clock, name, tensor, replicates);
  clock.start();
  clock.advance(0, world.counts["months"] ?? 0);
  clock.sums();
  const tables = Object.fromEntries(
    clock.layout.sums.map((name) => [name, (clock.table(name) as Float64Array).slice()]),
  );
  return { replicates, tables, digests: replicates.map((_, lane) => digestOf(Object.values(tables), lane, lanes)) };
}

/** Copy a tensor into its table; with a last axis of replicates each lane has its own, else all have the same. */
function fill(clock: Clock, name: string, tensor: Tensor, replicates: readonly number[]): void {
  const [table, dot] = name.split(".", 2) as [string, string | undefined];
  const field = clock.layout.fields.find((other) => other.name === table);
  if (field === undefined || !isTable(field)) throw new Error(`the world has ${name}, which the month does not know`);
  const target = dot === undefined ? clock.table(table) : column(clock.table(table), field, dot);
  if (field.cells?.at(-1) !== "lanes") {
    check(name, tensor.data.length, target.length);
    target.set(tensor.data);
    return;
  }
  const lanes = replicates.length;
  const own = tensor.shape.at(-1) ?? 1;
  check(name, tensor.data.length / own, target.length / lanes);
  const source = own === 1 ? replicates.map(() => 0) : replicates;
  for (let lane = 0; lane < lanes; lane++) {
    const from = source[lane] as number;
    if (from >= own) throw new Error(`${name}: there is no replicate ${from}; the world has ${own}`);
    for (let at = lane, row = from; at < target.length; at += lanes, row += own) target[at] = tensor.data[row] as number;
  }
}

/** One column of a table. */
function column(table: Numbers, field: Field, name: string): Numbers {
  const rank = field.columns?.indexOf(name) ?? -1;
  if (rank < 0) throw new Error(`${field.name} has no column ${name}`);
  const cells = table.length / (field.columns?.length ?? 1);
  return table.subarray(rank * cells, (rank + 1) * cells);
}

function check(name: string, given: number, wanted: number): void {
  if (given !== wanted) throw new Error(`${name}: ${given} numbers were given, the month takes ${wanted}`);
}
