/** Policies that the room has pinned beside each other. */

import type { Answer } from "./answer";
import type { Question } from "./state";

export const LETTERS = ["A", "B", "C"] as const;

export interface Slot {
  readonly letter: (typeof LETTERS)[number];
  readonly question: Question;
  /** Its runs, once they are played. */
  readonly answer: Answer | null;
}
