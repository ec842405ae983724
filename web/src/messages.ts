/** What page and Workers say to each other. */

import type { Layout } from "./layout";
import type { Played } from "./play";
import type { Tensor } from "./world";

/** Tensors that take the place of those of the same name for one play. */
export type Changed = Readonly<Record<string, Tensor>>;

/** What is asked of a Worker; where nothing is `changed` anew it is as it was when something was asked last. */
export type Request =
  | { readonly type: "open"; readonly layout: Layout; readonly wasm?: Uint8Array<ArrayBuffer>; readonly world: Uint8Array }
  | { readonly type: "play"; readonly replicates: readonly number[]; readonly changed: Changed | null; readonly pace: Pace }
  | { readonly type: "stop" }
  | { readonly type: "watch"; readonly replicate: number; readonly changed: Changed | null; readonly watch: Watch }
  | { readonly type: "explain"; readonly replicate: number; readonly changed: Changed | null; readonly month: number };

/** How replicates are played: "again" where the same ones are likely to be asked for again at once, so that their start is
 * kept; "patient" where what is played may be stopped, because nobody wants it any more. */
export type Pace = "once" | "again" | "patient";

/** A run that is watched month by month: the columns of a table of things that are wanted, in one replicate. */
export interface Watch {
  readonly table: string;
  readonly columns: readonly string[];
}

/** By column: a row of things for each month, good enough to look at. */
export type Watched = Readonly<Record<string, Float32Array>>;

/** What all teachers weighed in a month when they decided whether to come, a number a teacher in each array. */
export interface Decision {
  /** From 0. */
  readonly month: number;
  /** The base, then each pull and drag in log-odds, in the order in which they are declared. */
  readonly weighed: readonly Float64Array[];
  readonly draw: Float64Array;
  readonly chance: Float64Array;
  readonly attended: Float64Array;
  /** Pairs of teachers between whom there was a tie, one after the other. */
  readonly ties: Int32Array;
}

export type Answer =
  | { readonly type: "ready" }
  /** With the milliseconds that it took. */
  | { readonly type: "played"; readonly played: Played; readonly took: number }
  | { readonly type: "stopped" }
  | { readonly type: "watched"; readonly watched: Watched }
  | { readonly type: "explained"; readonly decision: Decision }
  | { readonly type: "failed"; readonly message: string };
