/** A place, or a part of one, that is played in Workers of its own; runs with nothing done are kept. */

import { Ensemble } from "../ensemble";
import type { Changed, Decision, Pace, Watched } from "../messages";
import { firstOf, together } from "../result";
import type { Result } from "../result";
import { readWorld } from "../world";
import type { Tensor } from "../world";
import { Answer, Runs } from "./answer";
import { fitted } from "./budget";
import type { Given } from "./declared";
import { firstRuns } from "./line";
import { asked } from "./part";
import type { Question } from "./state";
import { changed, changedWithoutPolicy } from "./tables";

/** Runs that a Worker plays at once, so that a new question waits for no more of them; four take twice as long. */
const LANES = 2;
/** Sets of assumptions under which runs with nothing done are kept. */
const KEPT = 4;

/** Runs of a question, and what of it a budget covered in each. */
export interface Batch {
  readonly result: Result;
  readonly use: Result | null;
}

export class PlayedPlace {
  #bases = new Map<string, Result>();
  /** The first runs of a base by their number, so that a moving hand finds them ready. */
  #cuts = new WeakMap<Result, Map<number, Runs>>();
  #asked: { readonly question: Question; readonly tables: Changed } | null = null;

  private constructor(
    readonly given: Given,
    private readonly ensemble: Ensemble,
    /** The numbers of each run, as they were drawn. */
    private readonly parameters: Tensor,
    private readonly workers: number,
  ) {}

  static async open(given: Given, workers: number): Promise<PlayedPlace> {
    const month = {
      layout: given.layout,
      functions: given.functions,
      decision: given.decision,
      ...(given.wasm ? { wasm: bytesOf(given.wasm) } : {}),
      ...(given.javascript ? { javascript: given.javascript } : {}),
    };
    const world = bytesOf(given.world);
    const ensemble = await Ensemble.open(month, world, { workers, lanes: LANES });
    return new PlayedPlace(given, ensemble, readWorld(world).tensors.get("parameters") as Tensor, workers);
  }

  /** "javascript" is slower. */
  get kind(): "wasm" | "javascript" {
    return this.ensemble.kind;
  }

  /** Stop whatever is played patiently. */
  stop(): void {
    this.ensemble.stop();
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
    return this.answered(question, await this.upTo(question, null, count, "once"), "once", false);
  }

  /** The first runs of a question, as many as can be played while a hand waits, with those with nothing done beside
   * them in the same queue. */
  async first(question: Question): Promise<Batch> {
    const tried = question.budget !== null && question.policy.length > 0; // played over and over until money suffices
    const count = Math.min(firstRuns(tried ? [] : this.ensemble.took, LANES, this.workers), this.given.replicates);
    const own = this.#batch(question, range(0, count), "again");
    const beside = question.policy.length ? this.#today(question, count, "again") : null;
    return (await Promise.all([own, beside]))[0];
  }

  /** Go on from some runs of a question up to so many of them; before each few, `between` is awaited. */
  async upTo(question: Question, begun: Batch | null, count: number, pace: Pace, between = async (): Promise<void> => undefined): Promise<Batch> {
    const batches = begun ? [begun] : [];
    for (let from = countOf(batches); from < count; from = countOf(batches)) {
      await between();
      batches.push(await this.#batch(question, range(from, Math.min(count, from + LANES * this.workers)), pace));
    }
    return joined(batches);
  }

  /** A question with runs of it, beside the same runs with nothing done. */
  async answered(question: Question, { result, use }: Batch, pace: Pace, book = true): Promise<Answer> {
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
    const batches: Batch[] = known ? [{ result: known, use: null }] : [];
    const tables = changedWithoutPolicy(this.given, question);
    try {
      const step = pace === "again" ? count : LANES * this.workers; // nobody stops what a hand waits for
      for (let from = countOf(batches); from < count; from = countOf(batches)) {
        const replicates = range(from, Math.min(count, from + step));
        batches.push({ result: await this.ensemble.play(replicates, tables, pace), use: null });
      }
    } finally {
      if (batches.length) this.#keep(key, joined(batches).result); // what was played before a stop, too
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
  async #batch(question: Question, replicates: number[], pace: Pace): Promise<Batch> {
    if (question.policy.length === 0) {
      await this.#today(question, (replicates.at(-1) ?? 0) + 1, pace);
      return { result: together([{ replicates, tables: {} }]), use: null };
    }
    if (question.budget === null) return { result: await this.ensemble.play(replicates, this.#tables(question), pace), use: null };
    return fitted(this.given, this.parameters, asked(this.given, question), replicates, (changed) => this.ensemble.play(replicates, changed, pace));
  }

  /** What a question changes; the same object while the same is asked, so that Workers get it once. */
  #tables(question: Question): Changed {
    if (this.#asked?.question !== question) this.#asked = { question, tables: changed(this.given, asked(this.given, question)) };
    return this.#asked.tables;
  }
}

export function countOf(batches: readonly Batch[]): number {
  return batches.reduce((sum, { result }) => sum + result.replicates.length, 0);
}

function joined(batches: readonly Batch[]): Batch {
  if (batches.length === 1) return batches[0] as Batch;
  const uses = batches.flatMap(({ use }) => (use ? [use] : []));
  return { result: together(batches.map(({ result }) => result)), use: uses.length ? together(uses) : null };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first) }, (_, rank) => first + rank);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
