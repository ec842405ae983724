/** Answers questions while the hand moves: a few paired runs at once, all of them as soon as it rests. */

import { Ensemble } from "../ensemble";
import type { Changed, Decision, Watched } from "../messages";
import { together } from "../result";
import type { Result } from "../result";
import { Answer, Runs } from "./answer";
import type { Given } from "./declared";
import { NOTHING, same } from "./state";
import type { Question } from "./state";
import { changed, changedWithoutPolicy } from "./tables";

/** Milliseconds that the runs of a first answer may take; past them there are half as many, far below twice. */
const [QUICK, SLOW] = [18, 45];
/** Runs of a first answer, a Worker: at least, at first, and at most. Two take no longer than one, for they are played
 * side by side in the processor. */
const [LEAST, BEGIN, MOST] = [2, 2, 8];
/** Milliseconds that a hand rests before all runs are played. */
const RESTS = 180;
/** Runs that a Worker is asked for at once, so that a new question waits for no more of them. */
const TURN = 4;
/** Sets of assumptions under which runs with nothing done are kept. */
const KEPT = 4;
/** How many runs there are in the pictures on the way to all of them. */
const SHOWN = [1 / 4, 1 / 2, 1];

export class Runner {
  #wanted: Question = NOTHING;
  #busy = false;
  #bases = new Map<string, Result>();
  /** The first runs of a base as they were cut last, so that a moving hand finds them ready. */
  #cuts = new WeakMap<Result, Result>();
  #first: number;
  #touched = 0;

  private constructor(
    private readonly given: Given,
    private readonly ensemble: Ensemble,
    private readonly workers: number,
    private readonly show: (answer: Answer) => void,
    private readonly fail: (error: unknown) => void,
  ) {
    this.#first = BEGIN * workers;
  }

  static async open(
    given: Given,
    show: (answer: Answer) => void,
    fail: (error: unknown) => void,
    workers = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 1)),
  ): Promise<Runner> {
    const month = {
      layout: given.layout,
      functions: given.functions,
      decision: given.decision,
      ...(given.wasm ? { wasm: bytesOf(given.wasm) } : {}),
      ...(given.javascript ? { javascript: given.javascript } : {}),
    };
    const ensemble = await Ensemble.open(month, bytesOf(given.world), { workers });
    return new Runner(given, ensemble, workers, show, fail);
  }

  /** "javascript" is slower. */
  get kind(): "wasm" | "javascript" {
    return this.ensemble.kind;
  }

  /** Answer a question; one that was asked before and is not answered yet is left. */
  ask(question: Question): void {
    this.#wanted = question;
    this.#touched = performance.now();
    if (!this.#busy) void this.#work();
  }

  /** One run of a question, month by month. */
  watch(question: Question, replicate: number): Promise<Watched> {
    const wanted = { table: this.given.watched.table, columns: this.given.watched.columns.map((column) => column.name) };
    return this.ensemble.watch(replicate, wanted, changed(this.given, question));
  }

  /** What teachers weighed in a month (from 0) of one run. */
  explain(question: Question, replicate: number, month: number): Promise<Decision> {
    return this.ensemble.explain(replicate, month, changed(this.given, question));
  }

  /** Play a question apart from what is asked, so many runs of it. */
  async apart(question: Question, count = this.given.replicates): Promise<Answer> {
    const policy = question.policy.length
      ? await this.#inTurns(changed(this.given, question), count)
      : await this.#today(question, count);
    const today = await this.#today(question, count);
    const base = new Runs(this.given, today);
    return new Answer(this.given, question, new Runs(this.given, policy), base, base);
  }

  /** Runs a few at a time, so that what is asked meanwhile is not kept waiting. */
  async #inTurns(tables: Changed, count: number): Promise<Result> {
    let played: Result | null = null;
    for (let from = 0; from < count; from += TURN * this.workers) {
      played = await this.#more(tables, range(from, Math.min(count, from + TURN * this.workers)), played);
    }
    return played as Result;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    let done: Question | null = null;
    try {
      while (done === null || !same(done, this.#wanted)) {
        done = this.#wanted;
        await this.#answer(done);
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.#busy = false;
    }
  }

  async #answer(question: Question): Promise<void> {
    const begun = performance.now();
    const first = this.#first;
    let played = await this.#played(question, range(0, first), null);
    this.#learn(performance.now() - begun, question);
    await this.#show(question, played, first);
    if (question === this.#wanted) this.#touched = performance.now(); // a slow answer is to be looked at, too
    for (const share of SHOWN) {
      const upTo = Math.max(first, Math.ceil(share * this.given.replicates));
      while (played.replicates.length < upTo) {
        if (!(await this.#rested(question))) return;
        const from = played.replicates.length;
        played = await this.#played(question, range(from, Math.min(from + TURN * this.workers, upTo)), played);
      }
      if (!(await this.#rested(question))) return;
      await this.#show(question, played, upTo);
    }
  }

  async #show(question: Question, played: Result, count: number): Promise<void> {
    const today = await this.#today(question, count);
    const book = await this.#today({ ...question, assumptions: {} }, count);
    const [policy, base] = [new Runs(this.given, played), new Runs(this.given, today)];
    this.show(new Answer(this.given, question, policy, base, book === today ? base : new Runs(this.given, book)));
  }

  /** Runs with nothing done, which are kept for as long as nothing else is assumed. */
  async #today(question: Question, count: number): Promise<Result> {
    const key = JSON.stringify(question.assumptions);
    let known = this.#bases.get(key) ?? null;
    while ((known?.replicates.length ?? 0) < count) {
      const from = known?.replicates.length ?? 0;
      const tables = changedWithoutPolicy(this.given, question);
      known = await this.#more(tables, range(from, Math.min(count, from + TURN * this.workers)), known);
    }
    this.#bases.delete(key); // so that the one that was used last stands last
    this.#bases.set(key, known as Result);
    for (const other of [...this.#bases.keys()].slice(0, -KEPT)) if (other !== "{}") this.#bases.delete(other);
    return this.#cut(known as Result, count);
  }

  #cut(whole: Result, count: number): Result {
    const known = this.#cuts.get(whole);
    if (known?.replicates.length === count) return known;
    const made = first(whole, count);
    this.#cuts.set(whole, made);
    return made;
  }

  async #played(question: Question, replicates: number[], before: Result | null): Promise<Result> {
    if (question.policy.length === 0) return this.#today(question, (before?.replicates.length ?? 0) + replicates.length);
    return this.#more(changed(this.given, question), replicates, before);
  }

  async #more(tables: Changed, replicates: number[], before: Result | null): Promise<Result> {
    const played = await this.ensemble.play(replicates, tables);
    return before ? together([before, played]) : played;
  }

  /** Wait until the hand has rested; false where another question came. */
  async #rested(question: Question): Promise<boolean> {
    for (;;) {
      if (this.#wanted !== question) return false;
      const left = RESTS - (performance.now() - this.#touched);
      if (left <= 0) return true;
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, 15)));
    }
  }

  /** Choose how many runs the next first answer has from how long those of this one took. */
  #learn(took: number, question: Question): void {
    if (question.policy.length === 0) return;
    const each = this.#first / this.workers;
    if (took > SLOW && each > LEAST) this.#first = (this.workers * each) / 2;
    if (took < QUICK && each < MOST) this.#first = this.workers * each * 2;
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first) }, (_, rank) => first + rank);
}

/** The first replicates of a result. */
function first(whole: Result, count: number): Result {
  const all = whole.replicates.length;
  if (count === all) return whole;
  const cut = (table: Float64Array): Float64Array => {
    const rows = table.length / all;
    const part = new Float64Array(rows * count);
    for (let row = 0; row < rows; row++) part.set(table.subarray(row * all, row * all + count), row * count);
    return part;
  };
  const tables = Object.entries(whole.tables).map(([name, table]) => [name, cut(table)] as const);
  return together([{ replicates: whole.replicates.slice(0, count), tables: Object.fromEntries(tables) }]);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
