/** Answers questions while the hand moves: a few paired runs at once, all of them as soon as it rests. */

import { Ensemble, Stopped } from "../ensemble";
import type { Changed, Decision, Pace, Watched } from "../messages";
import { firstOf, together } from "../result";
import type { Result } from "../result";
import { readWorld } from "../world";
import type { Tensor } from "../world";
import { Answer, Runs } from "./answer";
import { fitted } from "./budget";
import type { Given } from "./declared";
import { same } from "./state";
import type { Question } from "./state";
import { changed, changedWithoutPolicy } from "./tables";

/** Milliseconds that the runs of a first answer may take; past them there are half as many, far below twice. */
const [QUICK, SLOW] = [18, 45];
/** Runs of a first answer, a Worker: at least, at first, and at most. Two take no longer than one, for they are played
 * side by side in the processor. */
const [LEAST, BEGIN, MOST] = [2, 2, 8];
/** Milliseconds that a hand rests before all runs are played: at least, and at most, as long as a first answer takes, so
 * that in a large place the next one does not wait for runs that nobody wants any more. */
const [RESTS, RESTS_LONG] = [180, 1000];
/** Runs that a Worker plays at once, so that a new question waits for no more of them; four take twice as long. */
const LANES = 2;
/** Sets of assumptions under which runs with nothing done are kept. */
const KEPT = 4;
/** How many runs there are in the pictures on the way to all of them. */
const SHOWN = [1 / 4, 1 / 2, 1];

export class Runner {
  #wanted: Question | null = null;
  /** Whether a first answer is being played. */
  #hurries = false;
  /** Ends a wait for the hand to rest. */
  #wake = (): void => undefined;
  #bases = new Map<string, Result>();
  /** The first runs of a base by their number, so that a moving hand finds them ready. */
  #cuts = new WeakMap<Result, Map<number, Runs>>();
  #asked: { readonly question: Question; readonly tables: Changed } | null = null;
  #first: number;
  #touched = 0;
  /** Milliseconds that the last first answer took. */
  #took = 0;

  private constructor(
    private readonly given: Given,
    private readonly ensemble: Ensemble,
    /** The numbers of each run, as they were drawn. */
    private readonly parameters: Tensor,
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
    const world = bytesOf(given.world);
    const ensemble = await Ensemble.open(month, world, { workers, lanes: LANES });
    return new Runner(given, ensemble, readWorld(world).tensors.get("parameters") as Tensor, workers, show, fail);
  }

  /** "javascript" is slower. */
  get kind(): "wasm" | "javascript" {
    return this.ensemble.kind;
  }

  /** Answer a question, beginning in this moment; one that was asked before is left once it has its first answer. */
  ask(question: Question): void {
    this.#touched = performance.now();
    if (this.#wanted !== null && same(this.#wanted, question)) return;
    this.#wanted = question;
    this.#wake();
    this.ensemble.stop();
    if (!this.#hurries) void this.#work();
  }

  /** One run of a question, month by month. */
  async watch(question: Question, replicate: number): Promise<Watched> {
    const wanted = { table: this.given.watched.table, columns: this.given.watched.columns.map((column) => column.name) };
    return this.ensemble.watch(replicate, wanted, await this.#covered(question, replicate));
  }

  /** What teachers weighed in a month (from 0) of one run. */
  async explain(question: Question, replicate: number, month: number): Promise<Decision> {
    return this.ensemble.explain(replicate, month, await this.#covered(question, replicate));
  }

  /** What a question changes in one run, as far as a budget covers it. */
  async #covered(question: Question, replicate: number): Promise<Changed> {
    if (question.budget === null || question.policy.length === 0) return this.#tables(question);
    return (await fitted(this.given, this.parameters, question, [replicate], (changed) => this.ensemble.play([replicate], changed))).changed;
  }

  /** Play a question apart from what is asked, so many runs of it, a few at a time, so that what is asked meanwhile is
   * not kept waiting. */
  async apart(question: Question, count = this.given.replicates): Promise<Answer> {
    const parts: Part[] = [];
    for (let from = 0; from < count; from = countOf(parts)) {
      parts.push(await this.#part(question, range(from, Math.min(count, from + LANES * this.workers)), "once"));
    }
    return this.#answered(question, joinedParts(parts), "once", false);
  }

  /** Give first answers, one after another, for as long as the hand moves; the rest of the last when it rests. */
  async #work(): Promise<void> {
    for (;;) {
      const question = this.#wanted as Question;
      try {
        this.#hurries = true;
        const first = await this.#answerFirst(question);
        this.#hurries = false;
        if (question !== this.#wanted) continue;
        return await this.#answerAll(question, first);
      } catch (error) {
        this.#hurries = false;
        if (error instanceof Stopped || question !== this.#wanted) return;
        this.#wanted = null; // so that it can be asked again
        return this.fail(error);
      }
    }
  }

  async #answerFirst(question: Question): Promise<Part> {
    const begun = performance.now();
    const first = Math.min(this.#first, this.given.replicates);
    const part = this.#part(question, range(0, first), "again");
    const beside = question.policy.length ? this.#today(question, first, "again") : null; // waits in the same queue
    const [played] = await Promise.all([part, beside]);
    this.#learn(performance.now() - begun, question);
    this.show(await this.#answered(question, played, "again"));
    this.#touched = performance.now(); // a slow answer is to be looked at, too
    return played;
  }

  async #answerAll(question: Question, first: Part): Promise<void> {
    let parts = [first];
    const count = countOf(parts);
    for (const upTo of SHOWN.map((share) => Math.ceil(share * this.given.replicates)).filter((upTo) => upTo > count)) {
      for (let from = countOf(parts); from < upTo; from = countOf(parts)) {
        if (!(await this.#rested(question))) return;
        parts.push(await this.#part(question, range(from, Math.min(from + LANES * this.workers, upTo)), "patient"));
      }
      const whole = joinedParts(parts);
      parts = [whole];
      if (!(await this.#rested(question))) return;
      const answer = await this.#answered(question, whole, "patient");
      if (question !== this.#wanted) return;
      this.show(answer);
    }
  }

  /** A question with runs of it, beside the same runs with nothing done. */
  async #answered(question: Question, { result, use }: Part, pace: Pace, book = true): Promise<Answer> {
    const count = result.replicates.length;
    const today = await this.#today(question, count, pace);
    const policy = question.policy.length ? new Runs(this.given, result) : today;
    return new Answer(this.given, question, policy, today, book ? await this.#today({ ...question, assumptions: {} }, count, pace) : today, use);
  }

  /** Runs with nothing done, which are kept for as long as nothing else is assumed. */
  async #today(question: Question, count: number, pace: Pace): Promise<Runs> {
    const key = JSON.stringify(question.assumptions);
    const known = this.#bases.get(key) ?? null;
    if (known !== null && known.replicates.length >= count) return this.#cut(this.#keep(key, known), count);
    const parts: Part[] = known ? [{ result: known, use: null }] : [];
    const tables = changedWithoutPolicy(this.given, question);
    try {
      for (let from = countOf(parts); from < count; from = countOf(parts)) {
        const replicates = range(from, Math.min(count, from + LANES * this.workers));
        parts.push({ result: await this.ensemble.play(replicates, tables, pace), use: null });
      }
    } finally {
      if (parts.length) this.#keep(key, joinedParts(parts).result); // what was played before a stop, too
    }
    return this.#cut(this.#bases.get(key) as Result, count);
  }

  /** Keep runs with nothing done, unless more of them are kept already. */
  #keep(key: string, played: Result): Result {
    const other = this.#bases.get(key);
    const longer = other && other.replicates.length > played.replicates.length ? other : played;
    this.#bases.delete(key); // so that the one that was used last stands last
    this.#bases.set(key, longer);
    for (const known of [...this.#bases.keys()].slice(0, -KEPT)) if (known !== "{}") this.#bases.delete(known);
    return longer;
  }

  #cut(whole: Result, count: number): Runs {
    const cuts = this.#cuts.get(whole) ?? new Map<number, Runs>();
    const known = cuts.get(count) ?? new Runs(this.given, firstOf(whole, count));
    this.#cuts.set(whole, cuts.set(count, known));
    return known;
  }

  /** Some runs of a question, of which those with nothing done are kept elsewhere. */
  async #part(question: Question, replicates: number[], pace: Pace): Promise<Part> {
    if (question.policy.length === 0) {
      await this.#today(question, (replicates.at(-1) ?? 0) + 1, pace);
      return { result: together([{ replicates, tables: {} }]), use: null };
    }
    if (question.budget === null) return { result: await this.ensemble.play(replicates, this.#tables(question), pace), use: null };
    return fitted(this.given, this.parameters, question, replicates, (changed) => this.ensemble.play(replicates, changed, pace));
  }

  /** What a question changes; the same object while the same is asked, so that Workers get it once. */
  #tables(question: Question): Changed {
    if (this.#asked?.question !== question) this.#asked = { question, tables: changed(this.given, question) };
    return this.#asked.tables;
  }

  /** Wait until the hand has rested; false where another question came. */
  async #rested(question: Question): Promise<boolean> {
    for (;;) {
      if (this.#wanted !== question) return false;
      const left = Math.min(RESTS_LONG, Math.max(RESTS, this.#took)) - (performance.now() - this.#touched);
      if (left <= 0) return true;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, left);
      });
    }
  }

  /** Choose how many runs the next first answer has from how long those of this one took. */
  #learn(took: number, question: Question): void {
    this.#took = took;
    if (question.policy.length === 0) return;
    const each = this.#first / this.workers;
    if (took > SLOW && each > LEAST) this.#first = (this.workers * each) / 2;
    if (took < QUICK && each < MOST) this.#first = this.workers * each * 2;
  }
}

/** Runs of a question, and what of it a budget covered in each. */
interface Part {
  readonly result: Result;
  readonly use: Result | null;
}

function countOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { result }) => sum + result.replicates.length, 0);
}

function joinedParts(parts: readonly Part[]): Part {
  if (parts.length === 1) return parts[0] as Part;
  const uses = parts.flatMap(({ use }) => (use ? [use] : []));
  return { result: together(parts.map(({ result }) => result)), use: uses.length ? together(uses) : null };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first) }, (_, rank) => first + rank);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
