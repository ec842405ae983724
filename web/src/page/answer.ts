/** What the runs of a question came to, beside the same people and luck with nothing done. */

import { mean, quantileSorted } from "d3-array";

import type { Result } from "../result";
import type { Given, Item, Outcome } from "./declared";
import type { Question } from "./state";

/** Mean, and the bounds between which most runs lie. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** A side of people: the members of a group, or everybody else. */
export interface Side {
  readonly group: string;
  readonly rest: boolean;
}

export function interval(given: Given, values: ArrayLike<number>): Interval {
  const sorted = Float64Array.from(values).sort() as unknown as number[]; // d3 only reads it
  const [low, high] = given.statistics.band;
  return { mean: mean(sorted) ?? NaN, low: quantileSorted(sorted, low) ?? NaN, high: quantileSorted(sorted, high) ?? NaN };
}

/** Months by replicates, replicates innermost. */
type Monthly = Float64Array;

/** The runs of one policy. */
export class Runs {
  readonly replicates: number;
  #monthly = new Map<string, Monthly>();
  #curves = new Map<string, Curve>();

  constructor(
    private readonly given: Given,
    readonly result: Result,
  ) {
    this.replicates = result.replicates.length;
  }

  /** An outcome month by month, of all people or of a side. A month with nothing to average shows the month before. */
  monthly(outcome: Outcome, side?: Side): Monthly {
    const key = side ? `${outcome.name}@${side.rest ? "not_" : ""}${side.group}` : outcome.name;
    const known = this.#monthly.get(key) ?? this.#averages(outcome, side);
    this.#monthly.set(key, known);
    return known;
  }

  curve(outcome: Outcome): Curve {
    const known = this.#curves.get(outcome.name) ?? this.#curve(outcome);
    this.#curves.set(outcome.name, known);
    return known;
  }

  #curve(outcome: Outcome): Curve {
    const monthly = this.monthly(outcome);
    const each = Array.from({ length: this.given.months }, (_, month) => interval(this.given, this.#row(monthly, month)));
    return { mean: each.map((one) => one.mean), low: each.map((one) => one.low), high: each.map((one) => one.high) };
  }

  /** The mean of the last year in each replicate. */
  atEnd(outcome: Outcome, side?: Side): Float64Array {
    const [monthly, months] = [this.monthly(outcome, side), Math.min(this.given.statistics.last, this.given.months)];
    const ends = new Float64Array(this.replicates);
    for (let month = this.given.months - months; month < this.given.months; month++) {
      this.#add(ends, monthly, month);
    }
    return ends.map((sum) => sum / months);
  }

  /** Rupiah of the items that are chosen in the months from `first` up to `last`, in each replicate. */
  spent(chosen: (item: Item, month: number) => boolean, first = 0, last = this.given.months): Float64Array {
    const [ledger, sums] = [this.#table("ledger"), new Float64Array(this.replicates)];
    this.given.items.forEach((item, rank) => {
      for (let month = first; month < last; month++) {
        if (chosen(item, month)) this.#add(sums, ledger, rank * this.given.months + month);
      }
    });
    return sums;
  }

  /** What goes into a purse and what is left of it, month by month, in each replicate. */
  purse(rank: number): [(month: number) => Float64Array, (month: number) => Float64Array] {
    const [table, { months }] = [this.#table("purses"), this.given];
    const row = (column: number) => (month: number): Float64Array => this.#row(table, column * months + month);
    return [row(2 * rank), row(2 * rank + 1)];
  }

  #averages(outcome: Outcome, side?: Side): Monthly {
    let value = this.#column("total_value", outcome.name);
    let weight = this.#column("total_weight", outcome.weight);
    if (side) {
      const members = this.#column("group_value", `${outcome.name}_${side.group}`);
      const counted = this.#column("group_weight", `${outcome.weight}_${side.group}`);
      [value, weight] = side.rest ? [less(value, members), less(weight, counted)] : [members, counted];
    }
    const averages = new Float64Array(value.length);
    for (let at = 0; at < value.length; at++) {
      const [sum, by] = [value[at] as number, weight[at] as number];
      averages[at] = by > 0 ? sum / by : at < this.replicates ? 0 : (averages[at - this.replicates] as number);
    }
    return averages;
  }

  /** Add a row of a table to sums, replicate by replicate. */
  #add(sums: Float64Array, table: Float64Array, row: number): void {
    const at = row * this.replicates;
    for (let replicate = 0; replicate < this.replicates; replicate++) sums[replicate] = (sums[replicate] as number) + (table[at + replicate] as number);
  }

  #row(table: Float64Array, row: number): Float64Array {
    return table.subarray(row * this.replicates, (row + 1) * this.replicates);
  }

  #table(name: string): Float64Array {
    const known = this.result.tables[name];
    if (known === undefined) throw new Error(`a run returns no table ${name}`);
    return known;
  }

  #column(table: string, column: string): Float64Array {
    const columns = this.given.layout.tables.find((one) => one.name === table)?.columns ?? [];
    const rank = columns.indexOf(column);
    if (rank < 0) throw new Error(`${table} has no column ${column}`);
    const length = this.given.months * this.replicates;
    return this.#table(table).subarray(rank * length, (rank + 1) * length);
  }
}

/** A question with its runs. */
export class Answer {
  constructor(
    readonly given: Given,
    readonly question: Question,
    readonly policy: Runs,
    /** Nothing done, under the same assumptions. */
    readonly today: Runs,
    /** Nothing done, with the numbers of the book; the same as `today` where nothing is assumed. */
    readonly book: Runs,
    /** Rupiah that levers asked the district for and of that what its budget covered; null where there is none. */
    readonly use: Result | null = null,
  ) {}

  get replicates(): number {
    return this.policy.replicates;
  }

  /** Whether it is of some clusters that speak for the place. */
  get partial(): boolean {
    return this.given.within !== undefined;
  }

  /** Whether it has all runs of the whole place. */
  get whole(): boolean {
    return !this.partial && this.replicates === this.given.replicates;
  }

  /** What the policy changes in the last year, replicate by replicate. */
  difference(outcome: Outcome, side?: Side): Interval {
    return interval(this.given, less(this.policy.atEnd(outcome, side), this.today.atEnd(outcome, side)));
  }
}

export function less(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, at) => value - (other[at] as number));
}
