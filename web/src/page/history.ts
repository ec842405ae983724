/** What was set before and after: undo, redo, and the last change once more. */

import { NOTHING, same } from "./state";
import type { Question } from "./state";

export interface History {
  readonly past: readonly Question[];
  readonly present: Question;
  readonly future: readonly Question[];
  /** What changed last and when, so that a drag is one step. */
  readonly last: { readonly what: string; readonly at: number } | null;
}

export type Action =
  | { readonly type: "set"; readonly question: Question; readonly what: string; readonly at: number }
  | { readonly type: "undo" | "redo" | "reset" };

/** Milliseconds within which changes of one control are one step. */
const ONE_STEP = 900;
const KEPT = 200;

export function begin(question: Question): History {
  return { past: [], present: question, future: [], last: null };
}

export function after(history: History, action: Action): History {
  const { past, present, future, last } = history;
  switch (action.type) {
    case "set": {
      if (same(present, action.question)) return history;
      const goesOn = last !== null && last.what === action.what && action.at - last.at < ONE_STEP;
      const before = goesOn ? past : [...past, present].slice(-KEPT);
      return { past: before, present: action.question, future: [], last: { what: action.what, at: action.at } };
    }
    case "undo": {
      const earlier = past.at(-1);
      return earlier ? { past: past.slice(0, -1), present: earlier, future: [present, ...future], last: null } : history;
    }
    case "redo": {
      const [later, ...others] = future;
      return later ? { past: [...past, present], present: later, future: others, last: null } : history;
    }
    case "reset":
      return after(history, { type: "set", question: NOTHING, what: "reset", at: 0 });
  }
}
