/** What the printed month works on, as Python declares it (`kkgsim.engine.printing.layout`). */

import type { LeverRows } from "./acting";

/** Numbers of double precision, words of 32 bits, and whole numbers. */
export type Kind = "f64" | "u32" | "i32";

export interface Table {
  readonly name: string;
  readonly type: Kind;
  /** The kind of thing of which each cell is one; empty where cells are lanes alone. */
  readonly of: string;
  /** Whether there is a cell of every month, too. */
  readonly per_month: boolean;
  readonly columns: readonly string[];
}

export interface Layout {
  readonly tables: readonly Table[];
  /** Which thing of another kind each thing belongs to. */
  readonly indexes: readonly { readonly name: string; readonly of: string; readonly to: string }[];
  /** The whole numbers of a world. */
  readonly numbers: readonly string[];
  /** The number that counts the things of a kind, or how many there always are. */
  readonly things: Readonly<Record<string, string | number>>;
  /** The levers in order, each with the rows of its settings and the parameter that delays it. */
  readonly levers: readonly LeverRows[];
  /** The tables that a run returns, in the order in which they are hashed. */
  readonly returned: readonly string[];
}

/** How many there are of everything: the whole numbers of a world by name. */
export type Counts = Readonly<Record<string, number>>;

export type Numbers = Float64Array | Int32Array | Uint32Array;

/** An array of a world: a table of `columns` x `cells` numbers, lanes innermost, or an index (no lanes). */
export interface Place {
  readonly name: string;
  readonly type: Kind;
  readonly columns: readonly string[];
  readonly cells: number;
  readonly lanes: number;
}

const BYTES: Record<Kind, number> = { f64: 8, u32: 4, i32: 4 };

/** The arrays of a world in the order of its structure: tables, then indexes. Throws where a count is missing. */
export function places(layout: Layout, counts: Counts): Place[] {
  const lanes = count("lanes", counts);
  const things = (kind: string): number => {
    const named = layout.things[kind] ?? kind;
    return typeof named === "number" ? named : count(named, counts);
  };
  const tables = layout.tables.map(({ name, type, of, per_month, columns }) => {
    const cells = (per_month ? count("months", counts) : 1) * (of === "" ? 1 : things(of)) * lanes;
    return { name, type, columns, cells, lanes };
  });
  const indexes = layout.indexes.map(({ name, of }): Place => {
    return { name, type: "i32", columns: [""], cells: things(of), lanes: 0 };
  });
  return [...tables, ...indexes];
}

/** A whole number of a world. Throws where it is missing. */
export function count(name: string, counts: Counts): number {
  const value = counts[name];
  if (value === undefined) throw new Error(`the world does not say how many ${name} there are`);
  return value;
}

/** Numbers of an array. */
export function lengthOf(place: Place): number {
  return place.columns.length * place.cells;
}

export function bytesOf(place: Place): number {
  return BYTES[place.type] * lengthOf(place);
}

/** A typed array over the numbers of a place at `offset` bytes of a buffer. */
export function view(place: Place, buffer: ArrayBufferLike, offset: number): Numbers {
  if (place.type === "f64") return new Float64Array(buffer, offset, lengthOf(place));
  // Words are the same bits whether they are read with a sign or without; JavaScript's operators want one.
  return new Int32Array(buffer, offset, lengthOf(place));
}
