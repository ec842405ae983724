/** Answers questions while the hand moves: a few paired runs at once, all of them as soon as it rests. */

import { Stopped } from "../ensemble";
import type { Decision, Watched } from "../messages";
import type { Answer } from "./answer";
import type { Given } from "./declared";
import { Line } from "./line";
import { partOf, speaksFor } from "./part";
import { countOf, PlayedPlace } from "./played_place";
import type { Batch } from "./played_place";
import { same } from "./state";
import type { Question } from "./state";

/** Milliseconds that a hand rests before all runs are played: at least, and at most, as long as a first answer takes, so
 * that in a large place the next one does not wait for runs that nobody wants any more. */
const [RESTS, RESTS_LONG] = [180, 1000];
/** Runs that a picture has as soon as nothing else is asked, while the hand may move on at any moment. */
const SOON = 8;
/** How many runs there are in the pictures on the way to all of them. */
const SHOWN = [1 / 4, 1 / 2, 1];

/** The first runs of a question. */
interface First {
  readonly question: Question;
  readonly place: PlayedPlace;
  readonly batch: Batch;
}

export class Runner {
  #wanted: Question | null = null;
  #line = new Line<Question>();
  /** Whether first answers are being played. */
  #hurries = false;
  /** Ends a wait for the hand to rest. */
  #wake = (): void => undefined;
  #touched = 0;
  /** Milliseconds that the last first answer took. */
  #took = 0;

  private constructor(
    private readonly whole: PlayedPlace,
    private readonly part: PlayedPlace | null,
    private readonly show: (answer: Answer) => void,
    private readonly fail: (error: unknown) => void,
  ) {}

  static async open(
    given: Given,
    show: (answer: Answer) => void,
    fail: (error: unknown) => void,
    workers = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 1)),
  ): Promise<Runner> {
    const small = partOf(given);
    const [whole, part] = await Promise.all([PlayedPlace.open(given, workers), small && PlayedPlace.open(small, workers)]);
    return new Runner(whole, part, show, fail);
  }

  /** "javascript" is slower. */
  get kind(): "wasm" | "javascript" {
    return this.whole.kind;
  }

  /** Answer a question, beginning in this moment; one that was asked before is left once it has its first answer. */
  ask(question: Question): void {
    this.#touched = performance.now();
    if (this.#wanted !== null && same(this.#wanted, question)) return;
    this.#wanted = question;
    this.#line.join(question, this.#took);
    this.#wake();
    for (const one of [this.whole, this.part]) one?.stop();
    if (!this.#hurries) void this.#work();
  }

  watch(question: Question, replicate: number): Promise<Watched> {
    return this.whole.watch(question, replicate);
  }

  explain(question: Question, replicate: number, month: number): Promise<Decision> {
    return this.whole.explain(question, replicate, month);
  }

  /** Play a question apart from what is asked, so many runs of it in the whole place. */
  apart(question: Question, count?: number): Promise<Answer> {
    return this.whole.apart(question, count);
  }

  /** Give first answers, one after another, for as long as the hand moves; the rest of the last when it rests. */
  async #work(): Promise<void> {
    let first: First | null = null;
    try {
      first = await this.#answerFirst();
      await this.#answerRest(first);
    } catch (error) {
      if (error instanceof Stopped || (first !== null && first.question !== this.#wanted)) return;
      if (this.#line.length) return this.#work();
      this.#wanted = null; // so that it can be asked again
      this.fail(error);
    }
  }

  /** Answer the questions that wait; the next one is played while this one is drawn. Gives what was answered last. */
  async #answerFirst(): Promise<First> {
    this.#hurries = true;
    try {
      let playing: Promise<First> | null = null;
      for (;;) {
        const first: First = await (playing ?? this.#playFirst());
        playing = this.#line.length ? this.#playFirst() : null;
        playing?.catch(() => undefined); // it is awaited once this one is drawn
        this.show(await first.place.answered(first.question, first.batch, "again"));
        this.#touched = performance.now(); // a slow answer is to be looked at, too
        if (playing === null && !this.#line.length) return first;
      }
    } finally {
      this.#hurries = false;
    }
  }

  async #playFirst(): Promise<First> {
    const question = this.#line.next() as Question;
    const place = this.part && speaksFor(this.part.given, question) ? this.part : this.whole;
    const begun = performance.now();
    const batch = await place.first(question);
    this.#took = performance.now() - begun;
    return { question, place, batch };
  }

  /** A few runs more at once, then all of the whole place when the hand rests. Throws `Stopped` where another question
   * came. */
  async #answerRest({ question, place, batch }: First): Promise<void> {
    await painted(); // what is played meanwhile would hold up the picture
    const more = await this.#goOn(place, question, batch, [SOON], () => this.#still(question));
    const { replicates } = this.whole.given;
    const counts = SHOWN.map((share) => Math.ceil(share * replicates));
    await this.#goOn(this.whole, question, place === this.whole ? more : null, counts, () => this.#rested(question));
  }

  /** Show a question with more and more runs; before any of them are played or shown, `ready` is awaited. */
  async #goOn(place: PlayedPlace, question: Question, begun: Batch | null, counts: readonly number[], ready: () => Promise<void>): Promise<Batch | null> {
    let batch = begun;
    for (const count of counts.filter((one) => one > (begun ? countOf([begun]) : 0) && one <= place.given.replicates)) {
      batch = await place.upTo(question, batch, count, "patient", ready);
      await ready();
      const answer = await place.answered(question, batch, "patient");
      await this.#still(question);
      this.show(answer);
    }
    return batch;
  }

  async #still(question: Question): Promise<void> {
    if (this.#wanted !== question) throw new Stopped();
  }

  /** Wait until the hand has rested. */
  async #rested(question: Question): Promise<void> {
    for (;;) {
      await this.#still(question);
      const left = Math.min(RESTS_LONG, Math.max(RESTS, this.#took)) - (performance.now() - this.#touched);
      if (left <= 0) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, left);
      });
    }
  }
}

/** Milliseconds after which a picture is no longer waited for: a page that nobody looks at draws none. */
const UNSEEN = 100;

/** Wait until what is drawn is on the screen. */
async function painted(): Promise<void> {
  const drawn = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, UNSEEN))]);
}
