/** What Python hands over with a page (`kkgsim.web.page_file`, `kkgsim.web.declarations`). */

import type { Layout } from "../layout";
import type { Budget, Phase } from "./state";

export type Language = "en" | "id";
export type Both = Readonly<Record<Language, string>>;

/** A unit of settings and numbers: its words for one and for many. */
export interface Counted {
  readonly unit: readonly [Both, Both];
  readonly written: "share" | "rupiah" | "number";
  readonly bracketed: boolean;
}

export interface Setting extends Counted {
  readonly name: string;
  readonly label: Both;
  readonly low: number;
  readonly high: number;
  readonly usual: number;
  readonly step: number;
  readonly source: string;
  /** The number with today's value of what it replaces; empty where its own zero is today. */
  readonly today: string;
}

export interface Lever {
  readonly name: string;
  readonly label: Both;
  readonly about: Both;
  readonly level: string;
  readonly payers: readonly string[];
  /** Whether it is for the whole place and cannot be aimed at some clusters. */
  readonly everywhere: boolean;
  readonly origin: readonly string[];
  /** The numbers that are declared with it, by name. */
  readonly numbers: readonly string[];
  readonly settings: readonly Setting[];
}

export interface Outcome {
  readonly name: string;
  readonly label: Both;
  readonly unit: string;
  readonly better: -1 | 0 | 1;
  readonly headline: boolean;
  readonly over: string;
  /** Findings of studies that it is compared with, and whether numbers of the model are fitted to them. */
  readonly facts: readonly { readonly title: Both; readonly fitted: boolean }[];
  /** The column of the table of weights that it is divided by. */
  readonly weight: string;
}

export interface Unit {
  readonly name: string;
  readonly level: Both;
  readonly least_curve: number;
  readonly digits: number;
  readonly scale: number;
  readonly level_suffix: Both;
  readonly change_suffix: Both;
  readonly axis_scale: number;
  readonly axis_suffix: string;
  readonly money: boolean;
  readonly smallest: number;
  readonly low?: number;
  readonly high?: number;
}

export interface Item {
  readonly name: string;
  readonly label: Both;
  readonly lever: string | null;
  readonly payer: string | null;
  /** The number that prices it, if it has one. */
  readonly price: string | null;
  /** The one setting of its lever for which it is paid, if not all. */
  readonly setting: string;
  readonly in_time: boolean;
}

/** A number of the model with its evidence. */
export interface Parameter extends Counted {
  readonly name: string;
  readonly meaning: Both;
  readonly note: Both;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly sources: readonly string[];
  readonly grade: string;
  readonly distribution: string;
}

export interface Preset {
  readonly name: string;
  readonly title: Both;
  readonly about: Both;
  readonly policy: readonly Phase[];
  readonly assumptions: Readonly<Record<string, number>>;
  readonly budget: Budget | null;
}

export interface Watchable {
  readonly name: string;
  readonly label: Both;
  readonly low: number;
  readonly high: number;
}

/** Where schools stand, in kilometres, in the order of the world; null where nobody knows. */
export interface Ground {
  readonly schools: readonly { readonly name: string; readonly cluster: string; readonly core: boolean; readonly at: readonly [number, number] | null }[];
  /** A school and its core school. */
  readonly ways: readonly (readonly [number, number])[];
  /** The school of each teacher. */
  readonly teachers: readonly number[];
}

export interface Given {
  readonly version: string;
  /** What a page that is handed out may ask its server for; null in a file. */
  readonly served: { readonly lan: boolean } | null;
  readonly language: Language;
  readonly place: { readonly name: string; readonly title: Both };
  readonly months: number;
  readonly first_month: number;
  readonly seed: number;
  readonly replicates: number;
  readonly themes: readonly { readonly name: string; readonly label: Both; readonly levers: readonly string[] }[];
  readonly levers: readonly Lever[];
  readonly payers: Readonly<Record<string, Both>>;
  readonly in_time: Readonly<Record<string, Both>>;
  readonly items: readonly Item[];
  readonly outcomes: readonly Outcome[];
  readonly groups: readonly { readonly name: string; readonly label: Both; readonly rest: Both }[];
  readonly units: Readonly<Record<string, Unit>>;
  readonly numbers: readonly Parameter[];
  readonly grades: readonly string[];
  readonly sources: Readonly<Record<string, { readonly citation: Both; readonly where: Both }>>;
  readonly bands: readonly { readonly name: string; readonly up_to: number }[];
  /** The purses of the clusters in the order of their columns (taken in, left), and the items that each pays. */
  readonly purses: readonly { readonly name: string; readonly label: Both; readonly pays: readonly string[] }[];
  /** What is said of each standard, and the outcome that shows it. */
  readonly standards: readonly { readonly label: Both; readonly outcome: string }[];
  readonly statistics: { readonly last: number; readonly band: readonly [number, number]; readonly fewest: number };
  /** What trials found (SD), beside which effects on an outcome are set, and what numbers were fitted to
   * (`kkgsim.analysis.trust`). */
  readonly trust: { readonly outcome: string; readonly median: number; readonly doubtful: number; readonly studies: number; readonly source: string; readonly fitted: Both };
  readonly presets: readonly Preset[];
  /** What can be watched of each teacher, month by month. */
  readonly watched: { readonly table: string; readonly columns: readonly Watchable[] };
  /** What teachers weigh when they decide whether to come, in the order in which it is added up. */
  readonly reasons: readonly Both[];
  readonly map: Ground;
  readonly clusters: readonly string[];
  /** Some clusters that speak for a large place, as a world of their own; null where the whole answers soon enough. */
  readonly part: { readonly clusters: readonly string[]; readonly schools: number; readonly replicates: number; readonly world: string } | null;
  /** Of a part: how many clusters the whole place has, and which share of its schools stand in the part. */
  readonly within?: { readonly clusters: number; readonly share: number };
  /** How levers can be aimed: the columns of the table, the ways to choose clusters, the outcomes that an office sees
   * with the months between two looks at least, and at most, and the highest line of what is no share. */
  readonly aims: {
    readonly columns: readonly string[];
    readonly how: readonly string[];
    readonly seen: Readonly<Record<string, number>>;
    readonly longest: number;
    readonly highest: number;
  };
  /** How a district's budget is shared out (`kkgsim.engine.budget`). */
  readonly budget: {
    readonly payer: string;
    readonly order: readonly string[];
    readonly lowest: number;
    readonly highest: number;
    readonly searches: number;
    readonly cautious: number;
    readonly cautions: readonly number[];
    readonly near: number;
    readonly aim: number;
    readonly caution: number;
    readonly passes: number;
  };
  /** Messages by key; one with forms is a list, singular first. */
  readonly words: Readonly<Record<string, Readonly<Record<Language, string | readonly string[]>>>>;
  readonly layout: Layout;
  readonly functions: string;
  /** The printed decision of a month (`kkgsim.engine.printing.decision`). */
  readonly decision: string;
  readonly javascript: string | null;
  readonly wasm: string | null;
  readonly world: string;
}

/** A thing by its name; throws where there is none, for Python and page then disagree. */
export function named<T extends { readonly name: string }>(things: readonly T[], name: string): T {
  const known = things.find((thing) => thing.name === name);
  if (known === undefined) throw new Error(`nothing is declared under the name ${name}`);
  return known;
}
