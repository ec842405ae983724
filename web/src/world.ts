/** A world as Python writes it (`kkgsim.web.world_file`): tensors in the layout of safetensors, and what they are about. */

import type { Counts, Numbers } from "./layout";

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Numbers;
  /** Where there is a replicate a column: that of the first; 0 unless given. */
  readonly first?: number;
}

export interface World {
  /** Months, things of each kind and replicates; lanes are the driver's to choose. */
  readonly counts: Counts;
  /** Seed, place, scenario and the like, as text. */
  readonly about: Readonly<Record<string, string>>;
  /** Inputs of the month by the names of the layout, where the last axis is not 1 it is that of replicates; and
   * `since`, the months that each lever has been at work (levers, months). */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** The column of a tensor that a replicate has: its own, or the one that all have. */
export function columnOf({ shape, first = 0 }: Tensor, replicate: number): number {
  return shape.at(-1) === 1 && first === 0 ? 0 : replicate - first;
}

export const FORMAT = "kkgsim-world-2";

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Read a world. Throws an Error that says what is wrong with it. */
export function readWorld(bytes: Uint8Array): World {
  if (bytes.byteLength < 8) throw new Error("the world is cut off: it has no header");
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const start = 8 + Number(new DataView(whole.buffer, whole.byteOffset).getBigUint64(0, true));
  if (start > whole.byteLength) throw new Error("the world is cut off within its header");
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(8, start))) as Record<string, unknown>;
  const about = (header["__metadata__"] ?? {}) as Record<string, string>;
  if (about["format"] !== FORMAT) throw new Error(`a world of the format ${about["format"]}; this driver reads ${FORMAT}`);
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name !== "__metadata__") tensors.set(name, tensor(name, entry as Entry, whole, start));
  }
  return { counts: JSON.parse(about["counts"] ?? "{}") as Counts, about, tensors };
}

function tensor(name: string, entry: Entry, bytes: Uint8Array, start: number): Tensor {
  const [first, last] = entry.data_offsets;
  if (start + last > bytes.byteLength) throw new Error(`the world is cut off within ${name}`);
  const at = bytes.byteOffset + start + first;
  const length = entry.shape.reduce((product, axis) => product * axis, 1);
  switch (entry.dtype) {
    case "F64":
      return { shape: entry.shape, data: new Float64Array(bytes.buffer, at, length) };
    case "I32":
      return { shape: entry.shape, data: new Int32Array(bytes.buffer, at, length) };
    case "U32":
      return { shape: entry.shape, data: new Uint32Array(bytes.buffer, at, length) };
    default:
      throw new Error(`${name} holds numbers of the type ${entry.dtype}; this driver reads F64, I32 and U32`);
  }
}
