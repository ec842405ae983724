/** Policies that the room has pinned beside each other, with their runs. */

import type { Answer } from "./answer";
import { extraAYear, meanOf } from "./costs";
import type { Outcome } from "./declared";
import { less } from "./answer";
import type { Question } from "./state";

export const LETTERS = ["A", "B", "C"] as const;
export type Letter = (typeof LETTERS)[number];

export interface Slot {
  readonly letter: Letter;
  readonly question: Question;
  /** Its runs, once they are played. */
  readonly answer: Answer | null;
  /** By what its settings were multiplied, where it was brought to a common budget. */
  readonly factor: number | null;
  /** Whether it came to that budget. */
  readonly met: boolean;
}

/** The slots with one put in its place. */
export function pinned(slots: readonly Slot[], slot: Slot): Slot[] {
  return [...slots.filter((other) => other.letter !== slot.letter), slot].sort((one, other) => (one.letter < other.letter ? -1 : 1));
}

/** In which share of runs, each with the same people and luck, one policy gives more of what is better than another. */
export function shareAhead(one: Answer, other: Answer, outcome: Outcome): number {
  const gains = less(one.policy.atEnd(outcome), other.policy.atEnd(outcome));
  const sign = outcome.better < 0 ? -1 : 1;
  return gains.filter((gain) => gain * sign > 0).length / gains.length;
}

/** Slots from the best mean to the worst. */
export function ranked(slots: readonly Slot[], outcome: Outcome): (Slot & { readonly answer: Answer })[] {
  const played = slots.filter((slot): slot is Slot & { answer: Answer } => slot.answer !== null);
  const sign = outcome.better < 0 ? -1 : 1;
  return played.sort((one, other) => sign * (meanOf(other.answer.policy.atEnd(outcome)) - meanOf(one.answer.policy.atEnd(outcome))));
}

/** Mean rupiah a year beyond today. */
export function costOf(answer: Answer): number {
  return meanOf(extraAYear(answer));
}
