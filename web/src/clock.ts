/** The printed month on a machine: WebAssembly, or JavaScript where a user's own rules differ. */

import { bytesOf, count, places, view } from "./layout";
import type { Counts, Layout, Numbers, Place } from "./layout";

/** A machine that plays the months of a world in tables of its own. */
export interface Clock {
  readonly kind: "wasm" | "javascript";
  readonly layout: Layout;
  /** Make room for a world of these sizes; every table is zero then. */
  reserve(counts: Counts): void;
  /** An array to read and write; good until the next `reserve`. Throws where the month has none of that name. */
  array(name: string): { readonly place: Place; readonly numbers: Numbers };
  /** All arrays and whole numbers by name, as printed JavaScript takes a world; good until the next `reserve`. */
  arrays(): Arrays;
  /** Play the start. */
  start(): void;
  /** All that stands in the world now, to be put back later. */
  save(): Saved;
  /** Make the world what it was when it was saved, whatever its sizes were since. */
  restore(saved: Saved): void;
  /** Play the months from `first` up to `last`, which is not included. */
  advance(first: number, last: number): void;
}

/** The functions of the printed month, over a structure in memory or over an object of arrays and numbers. */
export interface Month<W> {
  start(world: W): void;
  advance(world: W, first: number, last: number): void;
}

export type Arrays = Record<string, Numbers | number>;

/** A world as it stood: its sizes, and its memory from first to last (or each array in turn). */
export interface Saved {
  readonly counts: Counts;
  readonly memory: readonly Numbers[] | Uint8Array;
  readonly bytes: number;
}

/** Bytes to whose multiples tables are moved: a line of the processor's cache. */
const LINE = 64;
const PAGE = 65536;

/** The month as WebAssembly. */
export async function wasmClock(bytes: BufferSource, layout: Layout): Promise<Clock> {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: PAGE });
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return new WasmClock(instance.exports as unknown as WasmExports, memory, layout);
}

/** The month as JavaScript. */
export function javascriptClock(month: Month<Arrays>, layout: Layout): Clock {
  return new JavaScriptClock(month, layout);
}

type WasmExports = Month<number> & { readonly __heap_base: WebAssembly.Global };

class WasmClock implements Clock {
  readonly kind = "wasm";
  #places = new Map<string, { readonly place: Place; readonly at: number }>();
  #counts: Counts = {};
  #world = 0;
  #end = 0;

  constructor(
    private readonly month: WasmExports,
    private readonly memory: WebAssembly.Memory,
    readonly layout: Layout,
  ) {}

  reserve(counts: Counts): void {
    this.#lay(counts);
    new Uint8Array(this.memory.buffer, this.#world, this.#end - this.#world).fill(0);
    const pointers = [...this.#places.values()].map(({ at }) => at);
    const numbers = this.layout.numbers.map((name) => count(name, counts));
    new Int32Array(this.memory.buffer, this.#world).set([...pointers, ...numbers]);
  }

  save(): Saved {
    const memory = new Uint8Array(this.memory.buffer, this.#world, this.#end - this.#world).slice();
    return { counts: this.#counts, memory, bytes: memory.byteLength };
  }

  restore({ counts, memory }: Saved): void {
    this.#lay(counts);
    new Uint8Array(this.memory.buffer).set(memory as Uint8Array, this.#world);
  }

  /** Find every array its place; the same for the same sizes. */
  #lay(counts: Counts): void {
    if (counts === this.#counts) return;
    const arrays = places(this.layout, counts);
    this.#counts = counts;
    this.#world = lined(this.month.__heap_base.value as number);
    let end = lined(this.#world + 4 * (arrays.length + this.layout.numbers.length));
    this.#places.clear();
    for (const place of arrays) {
      this.#places.set(place.name, { place, at: end });
      end = lined(end + bytesOf(place));
    }
    this.#grow(end);
    this.#end = end;
  }

  array(name: string): { place: Place; numbers: Numbers } {
    const known = this.#places.get(name);
    if (known === undefined) throw new Error(`the month has no table ${name}`);
    return { place: known.place, numbers: view(known.place, this.memory.buffer, known.at) };
  }

  arrays(): Arrays {
    return Object.fromEntries([
      ...[...this.#places.keys()].map((name) => [name, this.array(name).numbers] as const),
      ...this.layout.numbers.map((name) => [name, count(name, this.#counts)] as const),
    ]);
  }

  start(): void {
    this.month.start(this.#world);
  }

  advance(first: number, last: number): void {
    this.month.advance(this.#world, first, last);
  }

  #grow(end: number): void {
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    try {
      this.memory.grow(missing);
    } catch {
      throw new Error(`this browser has no ${Math.ceil(end / 2 ** 20)} MiB for the world; play fewer lanes at once`);
    }
  }
}

class JavaScriptClock implements Clock {
  readonly kind = "javascript";
  #places = new Map<string, Place>();
  #counts: Counts = {};
  #world: Arrays = {};

  constructor(
    private readonly month: Month<Arrays>,
    readonly layout: Layout,
  ) {}

  reserve(counts: Counts): void {
    const arrays = places(this.layout, counts);
    this.#counts = counts;
    this.#places = new Map(arrays.map((place) => [place.name, place]));
    this.#world = Object.fromEntries([
      ...arrays.map((place) => [place.name, view(place, new ArrayBuffer(bytesOf(place)), 0)] as const),
      ...this.layout.numbers.map((name) => [name, count(name, counts)] as const),
    ]);
  }

  save(): Saved {
    const memory = [...this.#places.keys()].map((name) => this.array(name).numbers.slice());
    return { counts: this.#counts, memory, bytes: memory.reduce((sum, { byteLength }) => sum + byteLength, 0) };
  }

  restore({ counts, memory }: Saved): void {
    this.reserve(counts);
    [...this.#places.keys()].forEach((name, rank) => this.array(name).numbers.set((memory as readonly Numbers[])[rank] as Numbers));
  }

  array(name: string): { place: Place; numbers: Numbers } {
    const [place, numbers] = [this.#places.get(name), this.#world[name]];
    if (place === undefined) throw new Error(`the month has no table ${name}`);
    return { place, numbers: numbers as Numbers };
  }

  arrays(): Arrays {
    return this.#world;
  }

  start(): void {
    this.month.start(this.#world);
  }

  advance(first: number, last: number): void {
    this.month.advance(this.#world, first, last);
  }
}

function lined(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE;
}
