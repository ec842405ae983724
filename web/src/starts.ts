/** Starts that were played, kept for when the same people are asked about again: what a policy changes comes later. */

import type { Saved } from "./clock";
import type { Tensor, World } from "./world";

/** What a world says of its policy. No start reads any of it (`kkgsim.model.schedule.START`), so that it may be given
 * afterwards. */
export const POLICY: ReadonlySet<string> = new Set(["committed", "since", "aims", "lists.listed"]);
/** Bytes of starts that are kept: four of some six hundred teachers many times over, or two runs of a district. */
const ROOM = 40 * 2 ** 20;

type Tensors = World["tensors"];

interface Kept {
  readonly replicates: readonly number[];
  readonly tensors: Tensors;
  readonly saved: Saved;
}

export class Starts {
  #kept: Kept[] = [];

  /** The start of these replicates with the same tensors beside those of the policy, if it was played. */
  of(tensors: Tensors, replicates: readonly number[]): Saved | undefined {
    return this.#kept.find((one) => alike(one.replicates, replicates) && begunAlike(one.tensors, tensors))?.saved;
  }

  /** Keep a start, and of the others the latest for which there is room; there is one a batch. */
  keep(tensors: Tensors, replicates: readonly number[], saved: Saved): void {
    const others = this.#kept.filter((one) => !alike(one.replicates, replicates));
    let left = ROOM;
    this.#kept = [{ replicates, tensors, saved }, ...others].filter((one) => (left -= one.saved.bytes) >= 0);
  }
}

function begunAlike(one: Tensors, other: Tensors): boolean {
  const names = [...one.keys()].filter((name) => !POLICY.has(name));
  const others = [...other.keys()].filter((name) => !POLICY.has(name));
  return names.length === others.length && names.every((name) => sameTensor(one.get(name), other.get(name)));
}

function sameTensor(one: Tensor | undefined, other: Tensor | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return alike(one.shape, other.shape) && (one.first ?? 0) === (other.first ?? 0) && alike(one.data, other.data);
}

function alike(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (!Object.is(one[at], other[at])) return false;
  return true;
}
