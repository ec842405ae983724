/** Questions that wait while an earlier one is answered, and how many runs a first answer has. */

import { median } from "d3-array";

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

/** Runs that a first answer may have. */
const RUNS = [4, 8, 16];
/** Milliseconds that a Worker may play for a first answer: what is left of the time in which a hand sees what it does
 * once its picture is drawn. */
const PLAYS = 45;

/** How many runs a first answer has on so many Workers: the most that can be played in time, by how many milliseconds
 * each of the latest batches took. A batch of fewer runs than a Worker plays side by side takes no less. */
export function firstRuns(took: readonly number[], lanes: number, workers: number): number {
  const batch = median(took) ?? Infinity;
  return RUNS.findLast((runs) => Math.ceil(runs / (lanes * workers)) * batch <= PLAYS) ?? (RUNS[0] as number);
}
