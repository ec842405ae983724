/** What the room has set: a policy and what is assumed differently. Plain values; every change makes a new one. */

import { named } from "./declared";
import type { Given, Lever } from "./declared";

export interface Change {
  readonly month: number;
  readonly settings: Readonly<Record<string, number>>;
  readonly payer: string | null;
}

/** The clusters that a phase is aimed at: the `many` neediest or remotest (below 1 a share of all), or those named. */
export interface Target {
  readonly how: string;
  readonly many: number;
  readonly clusters: readonly string[];
}

/** What an office can see: the mean of an outcome over some months lies above or below a line. */
export interface Condition {
  readonly outcome: string;
  readonly above: boolean;
  readonly line: number;
  readonly after_months: number;
}

/** Rupiah a year that the district can spend on its levers, and which of them come first. */
export interface Budget {
  readonly ceiling: number;
  readonly priority: readonly string[];
}

/** A lever at work from month `start` to month `end`, both counted from 1 and included. */
export interface Phase {
  readonly lever: string;
  readonly start: number;
  readonly end: number;
  readonly settings: Readonly<Record<string, number>>;
  readonly payer: string;
  readonly changes: readonly Change[];
  /** Whom it is aimed at, and what it waits for or ends with; null where it is for all and waits for nothing. */
  readonly to: Target | null;
  readonly when: Condition | null;
  readonly until: Condition | null;
}

export interface Question {
  readonly policy: readonly Phase[];
  /** Numbers held at another value than the book's, by name. */
  readonly assumptions: Readonly<Record<string, number>>;
  /** What the district can spend; null where it pays whatever its levers cost. */
  readonly budget: Budget | null;
}

export const NOTHING: Question = { policy: [], assumptions: {}, budget: null };

/** The value of a setting as the policy begins with it; zero where its lever is not at work. */
export function valueOf(question: Question, lever: string, setting: string): number {
  return question.policy.find((phase) => phase.lever === lever)?.settings[setting] ?? 0;
}

export function phasesOf(question: Question, lever: string): readonly Phase[] {
  return question.policy.filter((phase) => phase.lever === lever);
}

/** Give a setting a value. A lever with a schedule becomes one phase from its first month to its last; one whose
 * settings are all zero is no longer at work. */
export function withSetting(given: Given, question: Question, name: string, setting: string, value: number): Question {
  const lever = named(given.levers, name);
  const phase = onePhase(given, question, lever);
  return withPhase(given, question, { ...phase, settings: { ...phase.settings, [setting]: value } });
}

export function withPayer(given: Given, question: Question, lever: string, payer: string): Question {
  return withPhase(given, question, { ...onePhase(given, question, named(given.levers, lever)), payer });
}

/** Give a lever its first and last month. */
export function withMonths(given: Given, question: Question, lever: string, start: number, end: number): Question {
  return withPhase(given, question, { ...onePhase(given, question, named(given.levers, lever)), start, end });
}

/** Say whom a lever is aimed at, or what it waits for. */
export function withAim(given: Given, question: Question, lever: string, aim: Partial<Pick<Phase, "to" | "when" | "until">>): Question {
  return withPhase(given, question, { ...onePhase(given, question, named(given.levers, lever)), ...aim });
}

/** Switch a lever to its usual strength, or off. */
export function withLever(given: Given, question: Question, name: string, on: boolean): Question {
  const lever = named(given.levers, name);
  const settings = Object.fromEntries(lever.settings.map((setting) => [setting.name, on ? setting.usual : 0]));
  return withPhase(given, question, { ...onePhase(given, question, lever), settings });
}

/** Hold a number at a value; at the book's it is drawn again. */
export function withAssumption(question: Question, name: string, value: number | null): Question {
  const { [name]: _, ...others } = question.assumptions;
  return { ...question, assumptions: value === null ? others : { ...others, [name]: value } };
}

function onePhase(given: Given, question: Question, lever: Lever): Phase {
  const phases = phasesOf(question, lever.name);
  const zero = Object.fromEntries(lever.settings.map((setting) => [setting.name, 0]));
  const usual = { lever: lever.name, start: 1, end: given.months, settings: zero, payer: lever.payers[0] as string, to: null, when: null, until: null };
  const [first, last] = [phases[0] ?? usual, phases.at(-1) ?? usual];
  return { ...first, end: last.end, changes: [] };
}

function withPhase(given: Given, question: Question, phase: Phase): Question {
  const others = question.policy.filter((other) => other.lever !== phase.lever);
  const works = Object.values(phase.settings).some((value) => value !== 0);
  const rank = (one: Phase): number => given.levers.findIndex((lever) => lever.name === one.lever);
  const policy = [...others, ...(works ? [phase] : [])].sort((one, other) => rank(one) - rank(other));
  return { ...question, policy };
}

/** Whether two questions ask the same, in whatever order their parts were written down. */
export function same(one: Question, other: Question): boolean {
  return one === other || equal(one, other);
}

function equal(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return names.length === others.length && names.every((name) => equal(one[name as keyof typeof one], other[name as keyof typeof other]));
}
