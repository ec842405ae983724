/** The printed month on a machine: WebAssembly, or JavaScript where a user's own rules differ. */

import { bytesOf, isTable, lengthOf, scalarOf, view } from "./layout";
import type { Counts, Field, Layout, Numbers } from "./layout";

export interface Clock {
  readonly kind: "wasm" | "javascript";
  readonly layout: Layout;
  /** Make room for tables of these sizes; what was in them is gone. */
  reserve(counts: Counts): void;
  /** A table, to read and write; good until the next `reserve`. */
  table(name: string): Numbers;
  /** Play the starting order. */
  start(): void;
  /** Play the months from `first` up to `last`, which is not included. */
  advance(first: number, last: number): void;
  /** Add up over clusters what the months recorded. */
  sums(): void;
}

/** The functions of the printed month, over a struct in memory or over an object of typed arrays. */
export interface Month<W> {
  start(world: W): void;
  advance(world: W, first: number, last: number): void;
  sums(world: W): void;
}

export type Struct = Record<string, Numbers | number>;

/** Bytes to whose multiples tables are moved: a line of the processor's cache. */
const LINE = 64;
const PAGE = 65536;

export async function wasmClock(bytes: BufferSource, layout: Layout): Promise<Clock> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: PAGE });
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return new WasmClock(instance.exports as unknown as WasmExports, memory, layout);
}

type WasmExports = Month<number> & { readonly __heap_base: WebAssembly.Global };

class WasmClock implements Clock {
  readonly kind = "wasm";
  #places = new Map<string, { field: Field; at: number; length: number }>();
  #world = 0;

  constructor(
    private readonly month: WasmExports,
    private readonly memory: WebAssembly.Memory,
    readonly layout: Layout,
  ) {}

  reserve(counts: Counts): void {
    this.#world = lined(this.month.__heap_base.value as number);
    this.#places.clear();
    let end = lined(this.#world + 4 * this.layout.fields.length);
    for (const field of this.layout.fields.filter(isTable)) {
      this.#places.set(field.name, { field, at: end, length: lengthOf(field, counts) });
      end = lined(end + bytesOf(field, counts));
    }
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    new Uint8Array(this.memory.buffer, this.#world, end - this.#world).fill(0);
    const struct = new DataView(this.memory.buffer);
    this.layout.fields.forEach((field, rank) => {
      const value = this.#places.get(field.name)?.at ?? scalarOf(field, this.layout, counts);
      struct.setInt32(this.#world + 4 * rank, value, true);
    });
  }

  table(name: string): Numbers {
    const place = this.#places.get(name);
    if (place === undefined) throw new Error(`the month has no table ${name}`);
    return view(place.field.type, this.memory.buffer, place.at, place.length);
  }

  start(): void {
    this.month.start(this.#world);
  }

  advance(first: number, last: number): void {
    this.month.advance(this.#world, first, last);
  }

  sums(): void {
    this.month.sums(this.#world);
  }
}

export function javascriptClock(month: Month<Struct>, layout: Layout): Clock {
  return new JavaScriptClock(month, layout);
}

class JavaScriptClock implements Clock {
  readonly kind = "javascript";
  #world: Struct = {};

  constructor(
    private readonly month: Month<Struct>,
    readonly layout: Layout,
  ) {}

  reserve(counts: Counts): void {
    const made = this.layout.fields.map((field): [string, Numbers | number] => {
      if (!isTable(field)) return [field.name, scalarOf(field, this.layout, counts)];
      return [field.name, view(field.type, new ArrayBuffer(bytesOf(field, counts)), 0, lengthOf(field, counts))];
    });
    this.#world = Object.fromEntries(made);
  }

  table(name: string): Numbers {
    const table = this.#world[name];
    if (table === undefined || typeof table === "number") throw new Error(`the month has no table ${name}`);
    return table;
  }

  start(): void {
    this.month.start(this.#world);
  }

  advance(first: number, last: number): void {
    this.month.advance(this.#world, first, last);
  }

  sums(): void {
    this.month.sums(this.#world);
  }
}

function lined(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE;
}
