/** How far down the order of its levers a district's budget reaches in one run, year by year (`kkgsim.engine.budget`). */

import type { Given } from "./declared";

/** Levers by years. */
export type Table = readonly Float64Array[];

/** The sum of all levers in each year. */
export function summed(table: Table): Float64Array {
  const sums = new Float64Array((table[0] as Float64Array).length);
  for (const row of table) row.forEach((one, year) => (sums[year] = (sums[year] as number) + one));
  return sums;
}

/** The part of each lever that is covered where the budget reaches so many levers down a queue. */
export function covered(queue: Table, reach: Float64Array): Table {
  const before = new Float64Array(reach.length);
  return queue.map((row) => row.map((asked, year) => {
    const far = reach[year] as number;
    if (asked <= 0) return far >= 0 ? 1 : 0;
    const part = Math.min(1, Math.max(0, far - (before[year] as number)));
    before[year] = (before[year] as number) + 1;
    return part;
  }));
}

/** How many levers down a queue so many rupiah reach, year by year. */
export function reachOf(queue: Table, usable: Float64Array): Float64Array {
  const [reach, gone] = [new Float64Array(usable.length), new Float64Array(usable.length)];
  for (const row of queue) {
    row.forEach((asked, year) => {
      const before = gone[year] as number;
      const part = asked > 0 ? Math.min(1, Math.max(0, ((usable[year] as number) - before) / asked)) : 0;
      reach[year] = (reach[year] as number) + part;
      gone[year] = before + asked;
    });
  }
  return reach;
}

/** How far down the queue the budget of one run reaches in each year, so that no ceiling is broken and little is left. */
export class Search {
  content: boolean;
  lawful: boolean;
  best: Float64Array;
  reach: Float64Array;
  atBest: boolean;
  readonly #end: Float64Array;
  #low: Float64Array;
  #high: Float64Array;
  #used: number;

  constructor(
    private readonly given: Given,
    private readonly ceilings: Float64Array,
    private readonly queue: Table,
    spent: Float64Array,
  ) {
    this.#end = ceilings.map((_, year) => queue.filter((row) => (row[year] as number) > 0).length);
    [this.#low, this.#high] = [new Float64Array(ceilings.length), this.#end.slice()];
    this.content = this.lawful = this.atBest = spent.every((one, year) => one <= (ceilings[year] as number));
    this.#used = this.lawful ? total(spent) : -1;
    this.best = this.#end.map((end) => (this.lawful ? end : -1));
    this.reach = this.lawful ? this.#end.slice() : reachOf(queue, ceilings);
  }

  /** Note what was spent with that reach, after so many tries, and say what to try next. */
  see(spent: Float64Array, tries: number): void {
    const { ceilings, reach } = this;
    const { near, searches, cautions } = this.given.budget;
    const at = (row: Float64Array, year: number): number => row[year] as number;
    const lawful = [...spent].map((one, year) => one <= at(ceilings, year));
    const better = lawful.every(Boolean) && total(spent) > this.#used && !this.content;
    if (better) [this.best, this.#used, this.lawful] = [reach.slice(), total(spent), true];
    this.atBest = reach.every((one, year) => one === at(this.best, year));
    const usedUp = [...spent].map((one, year) => lawful[year] === true && (one >= near * at(ceilings, year) || at(reach, year) >= at(this.#end, year)));
    this.#narrow(lawful);
    this.content = this.content || (better && usedUp.every(Boolean));
    if (tries >= searches) this.reach = this.lawful ? this.best : this.#low.map((low) => low * (cautions[tries - searches] as number));
    else if (this.content) this.reach = this.best;
    else this.reach = this.#next(spent).map((next, year) => (usedUp[year] ? at(reach, year) : next));
  }

  #narrow(lawful: readonly boolean[]): void {
    const { caution } = this.given.budget;
    const [low, high, reach] = [this.#low, this.#high, this.reach];
    this.#low = reach.map((now, year) => {
      const known = low[year] as number;
      return lawful[year] ? Math.max(known, now) : known < now ? known : caution * now;
    });
    this.#high = reach.map((now, year) => {
      const known = high[year] as number;
      return lawful[year] ? (known > now ? known : (this.#end[year] as number)) : Math.min(known, now);
    });
  }

  /** In proportion to what was spent, where that lies between what is lawful and what is not; else halfway. */
  #next(spent: Float64Array): Float64Array {
    const covers = covered(this.queue, this.reach);
    const usable = summed(this.queue.map((row, rank) => row.map((asked, year) => asked * ((covers[rank] as Float64Array)[year] as number))));
    const tried = reachOf(this.queue, usable.map((one, year) => (one * this.given.budget.aim * (this.ceilings[year] as number)) / Math.max(spent[year] as number, 1)));
    return tried.map((one, year) => {
      const [low, high] = [this.#low[year] as number, this.#high[year] as number];
      return low < one && (one < high || high >= (this.#end[year] as number)) ? one : (low + high) / 2;
    });
  }
}

function total(row: Float64Array): number {
  return row.reduce((sum, one) => sum + one, 0);
}
