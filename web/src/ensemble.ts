/** Replicates of a world in Workers made from text, so that it works from a file, too. */

import type { Layout } from "./layout";
import type { Answer, Changed, Decision, Request, Watch, Watched } from "./messages";
import type { Played } from "./play";
import { batches, together } from "./result";
import type { Result } from "./result";
import workerText from "../made/worker.txt";

/** The month for a browser: WebAssembly, or the printed JavaScript, which is slower. */
export interface Month {
  readonly layout: Layout;
  readonly wasm?: Uint8Array<ArrayBuffer>;
  readonly javascript?: string;
  /** The printed functions beside the month, as a script. */
  readonly functions: string;
  /** The printed decision of a month, for pages that tell it. */
  readonly decision?: string;
}

export interface Options {
  /** As many as the machine has processors unless given. */
  readonly workers?: number;
  /** Runs that advance side by side in a Worker; changes no number. */
  readonly lanes?: number;
}

/** As many as WebAssembly works out side by side. */
const LANES = 2;

export class Ensemble {
  private constructor(
    private readonly players: readonly Player[],
    private readonly lanes: number,
    /** What plays; "javascript" is slower. */
    readonly kind: "wasm" | "javascript",
  ) {}

  /** Start the Workers and give each the month and the world. */
  static async open(month: Month, world: Uint8Array, options: Options = {}): Promise<Ensemble> {
    const count = Math.max(1, options.workers ?? navigator.hardwareConcurrency ?? 1);
    const url = URL.createObjectURL(new Blob([workerSource(month)], { type: "text/javascript" }));
    const players = Array.from({ length: count }, () => new Player(new Worker(url)));
    try {
      const request: Request = { type: "open", layout: month.layout, world, ...(month.wasm ? { wasm: month.wasm } : {}) };
      await Promise.all(players.map((player) => player.ask(request)));
    } catch (error) {
      players.forEach((player) => player.close());
      throw error;
    } finally {
      URL.revokeObjectURL(url);
    }
    return new Ensemble(players, options.lanes ?? LANES, month.wasm ? "wasm" : "javascript");
  }

  /** Play replicates, with some tensors of the world changed. What comes back depends on no number of Workers. */
  async play(replicates: readonly number[], changed: Changed = {}): Promise<Result> {
    const waiting = batches(replicates, this.lanes, this.players.length).entries();
    const parts: Played[] = [];
    const work = async (player: Player): Promise<void> => {
      for (const [rank, batch] of waiting) {
        const answer = await player.ask({ type: "play", replicates: batch, changed: player.fresh(changed) });
        if (answer.type === "played") parts[rank] = answer.played;
      }
    };
    await Promise.all(this.players.map(work));
    return together(parts);
  }

  /** Watch one replicate month by month, in the last of the Workers. Throws where a column is not there. */
  async watch(replicate: number, wanted: Watch, changed: Changed = {}): Promise<Watched> {
    const player = this.players.at(-1) as Player;
    const answer = await player.ask({ type: "watch", replicate, changed: player.fresh(changed), watch: wanted });
    if (answer.type !== "watched") throw new Error("a Worker answered something else");
    return answer.watched;
  }

  /** What teachers weighed in a month (from 0) of one replicate. Throws where the month came without its decision. */
  async explain(replicate: number, month: number, changed: Changed = {}): Promise<Decision> {
    const player = this.players.at(-1) as Player;
    const answer = await player.ask({ type: "explain", replicate, changed: player.fresh(changed), month });
    if (answer.type !== "explained") throw new Error("a Worker answered something else");
    return answer.decision;
  }

  close(): void {
    this.players.forEach((player) => player.close());
  }
}

/** The Worker's script: the printed functions in front of the driver, and the month where it plays in JavaScript. */
export function workerSource(month: Month): string {
  const told = month.decision ? `${named("kkgsimDecision", month.decision)}\n` : "";
  const driver = `${named("kkgsimFunctions", month.functions)}\n${told}${workerText}`;
  if (month.wasm) return driver;
  if (month.javascript === undefined) throw new Error("the month is given neither as WebAssembly nor as JavaScript");
  return `${named("kkgsimMonth", month.javascript.replace(/^export /gm, ""))}\n${driver}`;
}

/** A printed script as an object of its functions under a name; what is printed may be a module, which a script cannot
 * hold. */
function named(name: string, script: string): string {
  const functions = [...script.matchAll(/^function (\w+)/gm)].map((found) => found[1]);
  return `self.${name} = (() => {\n${script}\nreturn { ${functions.join(", ")} };\n})();`;
}

/** A Worker that answers one request after another. */
class Player {
  #last: Promise<unknown> = Promise.resolve();
  #sent: Changed | null = null;

  constructor(private readonly worker: Worker) {}

  /** What is changed, or null where the Worker has it already; to be asked for at once, for requests keep their order. */
  fresh(changed: Changed): Changed | null {
    if (changed === this.#sent) return null;
    this.#sent = changed;
    return changed;
  }

  ask(request: Request): Promise<Answer> {
    const answered = this.#last.then(() => this.#answer(request));
    this.#last = answered.catch(() => undefined);
    return answered;
  }

  #answer(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }: MessageEvent<Answer>) =>
        data.type === "failed" ? reject(new Error(data.message)) : resolve(data);
      this.worker.onerror = (event) => reject(new Error(event.message || "a Worker could not be started"));
      this.worker.postMessage(request);
    });
  }

  close(): void {
    this.worker.terminate();
  }
}
