/** What page and Workers say to each other. */

import type { Layout } from "./layout";
import type { Played } from "./play";
import type { Tensor } from "./world";

/** Tensors that take the place of those of the same name for one play. */
export type Changed = Readonly<Record<string, Tensor>>;

export type Request =
  | { readonly type: "open"; readonly layout: Layout; readonly wasm?: Uint8Array<ArrayBuffer>; readonly world: Uint8Array }
  | { readonly type: "play"; readonly replicates: readonly number[]; readonly changed: Changed };

export type Answer =
  | { readonly type: "ready" }
  | { readonly type: "played"; readonly played: Played }
  | { readonly type: "failed"; readonly message: string };
