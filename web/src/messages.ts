/** What page and Workers say to each other. */

import type { Layout } from "./layout";
import type { Played } from "./play";
import type { Tensor } from "./world";

/** Tensors that take the place of those of the same name for one play. */
export type Changed = Readonly<Record<string, Tensor>>;

export type Request =
  | { readonly type: "open"; readonly layout: Layout; readonly wasm?: Uint8Array<ArrayBuffer>; readonly world: Uint8Array }
  | { readonly type: "play"; readonly replicates: readonly number[]; readonly changed: Changed }
  | { readonly type: "watch"; readonly replicate: number; readonly changed: Changed; readonly watch: Watch };

/** A run that is watched month by month: the columns of a table of things that are wanted, in one replicate. */
export interface Watch {
  readonly table: string;
  readonly columns: readonly string[];
}

/** By column: a row of things for each month, good enough to look at. */
export type Watched = Readonly<Record<string, Float32Array>>;

export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "played"; readonly played: Played }
  | { readonly type: "watched"; readonly watched: Watched }
  | { readonly type: "failed"; readonly message: string };
