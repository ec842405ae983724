/** What runs in a Worker: a clock of its own, which plays the replicates that it is sent. */

import type { Acting } from "./acting";
import { javascriptClock, wasmClock } from "./clock";
import type { Clock, Month, Arrays } from "./clock";
import { explain } from "./explain";
import type { Deciding } from "./explain";
import { play, playInPieces, watch } from "./play";
import type { Answer, Request } from "./messages";
import { Starts } from "./starts";
import { readWorld } from "./world";
import type { World } from "./world";

declare const self: {
  onmessage: ((event: { data: Request }) => void) | null;
  postMessage(answer: Answer, transferred?: Transferable[]): void;
  /** The printed month, where it stands in front of this script in place of WebAssembly. */
  kkgsimMonth?: Month<Arrays>;
  /** The printed functions, which stand in front of it always. */
  kkgsimFunctions: Acting;
  /** The printed decision of a month, on pages that tell it. */
  kkgsimDecision?: Deciding;
};

let clock: Clock | undefined;
let world: World | undefined;
let tensors: World["tensors"] = new Map();
const starts = new Starts();
/** Whether what is played is still wanted. */
let wanted = true;
/** A way round the queue of messages, so that one that has come meanwhile is heard. */
const round = new MessageChannel();
const heard = (): Promise<boolean> => new Promise((resolve) => {
  round.port1.onmessage = () => resolve(wanted);
  round.port2.postMessage(null);
});

self.onmessage = async ({ data }) => {
  try {
    if (data.type === "stop") {
      wanted = false;
    } else if (data.type === "open") {
      world = readWorld(data.world);
      clock = self.kkgsimMonth
        ? javascriptClock(self.kkgsimMonth, data.layout)
        : await wasmClock(data.wasm ?? new Uint8Array(), data.layout);
      self.postMessage({ type: "ready" });
    } else if (clock !== undefined && world !== undefined) {
      if (data.changed) tensors = new Map([...world.tensors, ...Object.entries(data.changed)]);
      if (data.type === "watch") {
        const watched = watch(clock, self.kkgsimFunctions, { ...world, tensors }, data.replicate, data.watch);
        self.postMessage({ type: "watched", watched }, Object.values(watched).map((rows) => rows.buffer));
        return;
      }
      if (data.type === "explain") {
        const decision = explain(clock, self.kkgsimFunctions, self.kkgsimDecision ?? {}, { ...world, tensors }, data.replicate, data.month);
        self.postMessage({ type: "explained", decision });
        return;
      }
      wanted = true;
      const begun = performance.now();
      const played = data.pace === "patient"
        ? await playInPieces(clock, self.kkgsimFunctions, { ...world, tensors }, data.replicates, heard)
        : play(clock, self.kkgsimFunctions, { ...world, tensors }, data.replicates, data.pace === "again" ? starts : undefined);
      if (played === null) self.postMessage({ type: "stopped" });
      else self.postMessage({ type: "played", played, took: performance.now() - begun }, Object.values(played.tables).map((table) => table.buffer));
    }
  } catch (error) {
    self.postMessage({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
};
