/** What the printed month works on, as Python declares it: the fields of the struct `World`, in their order. */

/** A pointer to numbers of 64 or 32 bits, or a 32-bit number itself. */
export type FieldType = "f64*" | "i32*" | "u32*" | "i32" | "u32";

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The columns of a table; none where it is a plain row of cells. */
  readonly columns?: readonly string[];
  /** The counts whose product is the number of cells, the innermost last. */
  readonly cells?: readonly (string | number)[];
  /** The table of which a stride is the number of cells from one column to the next. */
  readonly of?: string;
}

export interface Layout {
  readonly version: number;
  readonly fields: readonly Field[];
  /** The tables that a run returns, in the order in which they are hashed. */
  readonly sums: readonly string[];
}

/** How many there are of everything, `lanes` and `months` among them. */
export type Counts = Readonly<Record<string, number>>;

export type Numbers = Float64Array | Int32Array | Uint32Array;

const BYTES: Record<FieldType, number> = { "f64*": 8, "i32*": 4, "u32*": 4, i32: 4, u32: 4 };

export function isTable(field: Field): boolean {
  return field.type.endsWith("*");
}

/** Cells of one column of a table. Throws where a count is not known. */
export function cellsOf(field: Field, counts: Counts): number {
  return (field.cells ?? []).reduce<number>((product, cell) => product * count(cell, counts, field.name), 1);
}

/** Numbers of a whole table. */
export function lengthOf(field: Field, counts: Counts): number {
  return (field.columns?.length ?? 1) * cellsOf(field, counts);
}

export function bytesOf(field: Field, counts: Counts): number {
  return BYTES[field.type] * lengthOf(field, counts);
}

/** The value of a field that is a number: a stride, or a count. */
export function scalarOf(field: Field, layout: Layout, counts: Counts): number {
  if (field.of === undefined) return count(field.name, counts, "World");
  const table = layout.fields.find((other) => other.name === field.of);
  if (table === undefined) throw new Error(`${field.name} is the stride of ${field.of}, which the layout does not have`);
  return cellsOf(table, counts);
}

/** A typed array over `length` numbers at `offset` bytes of a buffer. */
export function view(type: FieldType, buffer: ArrayBufferLike, offset: number, length: number): Numbers {
  if (type === "f64*") return new Float64Array(buffer, offset, length);
  if (type === "i32*") return new Int32Array(buffer, offset, length);
  return new Uint32Array(buffer, offset, length);
}

function count(cell: string | number, counts: Counts, wanted: string): number {
  const value = typeof cell === "number" ? cell : counts[cell];
  if (value === undefined) throw new Error(`${wanted}: how many ${cell} there are is not in the world`);
  return value;
}
