/** The driver of kkgsim's month in a browser or in Node. No rule, draw or sum is written here: it lays out memory,
 * calls what was printed from the rules, and shares replicates out over Workers. */

export type { Acting } from "./acting";
export { javascriptClock, wasmClock } from "./clock";
export type { Clock } from "./clock";
export { Ensemble } from "./ensemble";
export type { Month, Options } from "./ensemble";
export { play } from "./play";
export { batches, Result, together } from "./result";
export { readWorld } from "./world";
export type { Tensor, World } from "./world";
