/** Questions that wait while an earlier one is answered, and how many runs a first answer has. */

/** Questions that wait at most: so many steps of a hand are drawn late rather than left out. */
const LONGEST = 3;
/** Milliseconds of an answer past which only the latest question waits: what is set is then to be seen soon. */
const LATE = 120;

/** The latest questions, of which the earliest is answered first. */
export class Line<T> {
  #waiting: T[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  /** Let a question wait, where an answer takes so many milliseconds; the earliest goes where the line is too long. */
  join(question: T, took: number): void {
    this.#waiting = [...this.#waiting, question].slice(took > LATE ? -1 : -LONGEST);
  }

  /** The question that is to be answered next. */
  next(): T | undefined {
    return this.#waiting.shift();
  }
}

/** Milliseconds that the runs of a first answer may take; past them there are half as many, far below twice. */
const [QUICK, SLOW] = [18, 45];
/** Runs of a first answer, a Worker: at least and at first, and at most. Two take no longer than one, for they are played
 * side by side in the processor. */
const [LEAST, MOST] = [2, 8];

/** How many runs a first answer has. */
export class FirstRuns {
  #each = LEAST;

  constructor(private readonly workers: number) {}

  get count(): number {
    return this.#each * this.workers;
  }

  /** Choose how many runs the next first answer has from how many milliseconds those of this one took. */
  learn(took: number): void {
    if (took > SLOW && this.#each > LEAST) this.#each /= 2;
    else if (took < QUICK && this.#each < MOST) this.#each *= 2;
  }
}
