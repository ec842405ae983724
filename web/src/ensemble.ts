/** Replicates of a world in Workers made from text, so that it works from a file, too. */

import type { Layout } from "./layout";
import type { Answer, Changed, Decision, Pace, Request, Watch, Watched } from "./messages";
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

/** Batches of which is remembered how long they took. */
const REMEMBERED = 15;

/** What is thrown where replicates were stopped. */
export class Stopped extends Error {}

export class Ensemble {
  /** How often was stopped. */
  #stops = 0;
  #took: number[] = [];

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

  /** Play replicates, with some tensors of the world changed. What comes back depends on no number of Workers. Throws
   * `Stopped` where it is patient and was stopped. */
  async play(replicates: readonly number[], changed: Changed = {}, pace: Pace = "once"): Promise<Result> {
    const stops = this.#stops;
    const waiting = batches(replicates, this.lanes, this.players.length).entries();
    const parts: Played[] = [];
    const work = async (player: Player): Promise<void> => {
      for (const [rank, batch] of waiting) {
        if (pace === "patient" && stops !== this.#stops) throw new Stopped();
        const answer = await player.ask({ type: "play", replicates: batch, changed: player.fresh(changed), pace });
        if (answer.type === "stopped") throw new Stopped();
        if (answer.type !== "played") continue;
        parts[rank] = answer.played;
        this.#took = [...this.#took, answer.took].slice(-REMEMBERED);
      }
    };
    await Promise.all(this.players.map(work));
    return together(parts);
  }

  /** Milliseconds that a Worker took for each of the latest batches. */
  get took(): readonly number[] {
    return this.#took;
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

  /** Stop whatever is played patiently. */
  stop(): void {
    this.#stops++;
    this.players.forEach((player) => player.stop());
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

interface Waiting {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** A Worker that answers one request after another. */
class Player {
  /** Requests that wait, the one that is being answered first. */
  #waiting: Waiting[] = [];
  #sent: Changed | null = null;

  constructor(private readonly worker: Worker) {
    worker.onmessage = ({ data }: MessageEvent<Answer>) =>
      this.#answered(({ resolve, reject }) => (data.type === "failed" ? reject(new Error(data.message)) : resolve(data)));
    worker.onerror = (event) => this.#answered(({ reject }) => reject(new Error(event.message || "a Worker could not be started")));
  }

  /** What is changed, or null where the Worker has it already; to be asked for at once, for requests keep their order. */
  fresh(changed: Changed): Changed | null {
    if (changed === this.#sent) return null;
    this.#sent = changed;
    return changed;
  }

  /** The answer to a request, which is sent in this moment where nothing else is being answered. */
  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (this.#waiting.length === 1) this.worker.postMessage(request);
    });
  }

  /** Stop what is being played if that is patient. */
  stop(): void {
    const now = this.#waiting[0]?.request;
    if (now?.type === "play" && now.pace === "patient") this.worker.postMessage({ type: "stop" } satisfies Request);
  }

  /** Take what the Worker says, and send what waits next. */
  #answered(end: (answered: Waiting) => void): void {
    const [answered, next] = this.#waiting;
    this.#waiting.shift();
    if (next) this.worker.postMessage(next.request);
    if (answered) end(answered);
  }

  close(): void {
    this.worker.terminate();
  }
}
