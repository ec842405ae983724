/** Some replicates of a world, side by side in lanes: fill the tables, play, take what a run returns. */

import { act } from "./acting";
import type { Acting } from "./acting";
import type { Clock } from "./clock";
import { count } from "./layout";
import type { Numbers, Place } from "./layout";
import type { Watch, Watched } from "./messages";
import { POLICY } from "./starts";
import type { Starts } from "./starts";
import { columnOf } from "./world";
import type { Tensor, World } from "./world";

export interface Played {
  readonly replicates: readonly number[];
  /** The returned tables by name, in the order of the layout: (columns, …, lanes) in one row. */
  readonly tables: Readonly<Record<string, Float64Array>>;
}

/** What a world says of a policy; no tables of the month, but what the settings as they act follow from. */
const SINCE = "since";

/** Play `replicates` of a world in a lane each, from a start that is kept where there is one. Nothing of the world is
 * changed. Throws where it has no policy. */
export function play(clock: Clock, functions: Acting, world: World, replicates: readonly number[], starts?: Starts): Played {
  begin(clock, functions, world, replicates, starts);
  clock.advance(0, count("months", world.counts));
  return returned(clock, replicates);
}

/** The same, a few months at a time, with time in between for whatever else is to be done; null once it is no longer
 * wanted. */
export async function playInPieces(
  clock: Clock, functions: Acting, world: World, replicates: readonly number[], wanted: () => Promise<boolean>,
): Promise<Played | null> {
  begin(clock, functions, world, replicates);
  let since = performance.now();
  for (let month = 0; month < count("months", world.counts); month++) {
    if (performance.now() - since > PIECE) {
      if (!(await wanted())) return null;
      since = performance.now();
    }
    clock.advance(month, month + 1);
  }
  return returned(clock, replicates);
}

/** Milliseconds that are played in one piece. */
const PIECE = 2;

function returned(clock: Clock, replicates: readonly number[]): Played {
  const tables = clock.layout.returned.map((name) => [name, (clock.array(name).numbers as Float64Array).slice()]);
  return { replicates, tables: Object.fromEntries(tables) as Record<string, Float64Array> };
}

/** Play one replicate and keep, after each month, some columns of a table of things. */
export function watch(clock: Clock, functions: Acting, world: World, replicate: number, wanted: Watch): Watched {
  begin(clock, functions, world, [replicate]);
  const months = count("months", world.counts);
  const { place } = clock.array(wanted.table);
  const kept = Object.fromEntries(wanted.columns.map((name) => [name, new Float32Array(months * place.cells)]));
  for (let month = 0; month < months; month++) {
    clock.advance(month, month + 1);
    const { numbers } = clock.array(wanted.table);
    for (const [name, rows] of Object.entries(kept)) rows.set(column(numbers, place, name), month * place.cells);
  }
  return kept;
}

/** Fill the tables of some replicates and play the start, or put back the one that is kept; then write down the policy. */
export function begin(clock: Clock, functions: Acting, world: World, replicates: readonly number[], starts?: Starts): void {
  const saved = starts?.of(world.tensors, replicates);
  if (saved) clock.restore(saved);
  else {
    clock.reserve({ ...world.counts, lanes: replicates.length });
    for (const [name, tensor] of world.tensors) if (!POLICY.has(name)) fill(clock, name, tensor, replicates);
    clock.start();
    starts?.keep(world.tensors, replicates, clock.save());
  }
  for (const [name, tensor] of world.tensors) if (POLICY.has(name) && name !== SINCE) fill(clock, name, tensor, replicates);
  const [committed, since] = [world.tensors.get("committed"), world.tensors.get(SINCE)];
  if (committed === undefined || since === undefined) throw new Error("the world has no policy");
  act(clock, functions, committed, since, replicates);
}

/** Copy a tensor into its array: a table, one `table.column` of it, or an index. With a last axis of replicates each
 * lane has its own, else all have the same. */
function fill(clock: Clock, name: string, tensor: Tensor, replicates: readonly number[]): void {
  const dot = name.indexOf(".");
  const { place, numbers } = clock.array(dot < 0 ? name : name.slice(0, dot));
  const target = dot < 0 ? numbers : column(numbers, place, name.slice(dot + 1));
  if (place.lanes === 0) {
    check(name, tensor.data.length, target.length);
    target.set(tensor.data);
    return;
  }
  const own = tensor.shape.at(-1) ?? 1;
  check(name, tensor.data.length / own, target.length / place.lanes);
  replicates.forEach((replicate, lane) => {
    const from = columnOf(tensor, replicate);
    if (from < 0 || from >= own) throw new Error(`${name}: there is no replicate ${from}; the world has ${own}`);
    const data = tensor.data;
    for (let at = lane, row = from; at < target.length; at += place.lanes, row += own) target[at] = data[row] as number;
  });
}

/** One column of a table. */
export function column(numbers: Numbers, place: Place, name: string): Numbers {
  const rank = place.columns.indexOf(name);
  if (rank < 0) throw new Error(`${place.name} has no column ${name}`);
  return numbers.subarray(rank * place.cells, (rank + 1) * place.cells);
}

function check(name: string, given: number, wanted: number): void {
  if (given !== wanted) throw new Error(`${name}: ${given} numbers were given, the month takes ${wanted}`);
}
