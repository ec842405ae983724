/** A policy made stronger or weaker as a whole, until it costs or brings what is wanted. */

import type { Given } from "./declared";
import { named } from "./declared";
import type { Phase, Question } from "./state";

/** Halvings: the sum is then met to about a hundredth of the way. */
const TRIES = 8;
/** The most that a policy is multiplied by. */
const MOST = 8;

/** Every setting of a policy times a factor, held within its range. */
export function scaled(given: Given, question: Question, factor: number): Question {
  return { ...question, policy: question.policy.map((phase) => scaledPhase(given, phase, factor)) };
}

function scaledPhase(given: Given, phase: Phase, factor: number): Phase {
  const lever = named(given.levers, phase.lever);
  const times = (settings: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(settings).map(([name, value]) => {
      const { low, high } = named(lever.settings, name);
      return [name, value === 0 ? 0 : Number(Math.min(high, Math.max(low, value * factor)).toPrecision(4))];
    }));
  const changes = phase.changes.map((change) => ({ ...change, settings: times(change.settings) }));
  return { ...phase, settings: times(phase.settings), changes };
}

export interface Scaled {
  readonly question: Question;
  readonly factor: number;
  readonly reached: number;
  /** Whether it came to within a twentieth of what was wanted. */
  readonly met: boolean;
}

/** The policy scaled so that `measure` of it comes as near to `target` as its ranges allow. */
export async function scaledTo(
  given: Given,
  question: Question,
  target: number,
  measure: (question: Question) => Promise<number>,
): Promise<Scaled> {
  let [low, high] = [0, MOST];
  let best: Scaled | null = null;
  for (let turn = 0; turn < TRIES; turn++) {
    const factor = turn === 0 ? 1 : (low + high) / 2;
    const tried = scaled(given, question, factor);
    const reached = await measure(tried);
    const met = Math.abs(reached - target) <= 0.05 * Math.abs(target);
    if (best === null || Math.abs(reached - target) < Math.abs(best.reached - target)) best = { question: tried, factor, reached, met };
    if (reached < target === target > 0) low = factor;
    else high = factor;
  }
  return best as Scaled;
}

export interface Sought {
  readonly share: number;
  readonly reached: number;
  readonly met: boolean;
}

/** The share from 0 to 1 at which `reach` comes nearest to a target, by halving between the ends; met where it is within
 * `near` of it. Where more gives less, the halves change sides; a target beyond both ends gives the nearer end. */
export async function soughtTo(reach: (share: number) => Promise<number>, target: number, near: number): Promise<Sought> {
  const at = async (share: number): Promise<Sought> => {
    const reached = await reach(share);
    return { share, reached, met: Math.abs(reached - target) <= near };
  };
  let [low, high] = [await at(0), await at(1)];
  const closer = (one: Sought, other: Sought): Sought => (Math.abs(other.reached - target) < Math.abs(one.reached - target) ? other : one);
  let best = closer(low, high);
  if ((low.reached - target) * (high.reached - target) > 0) return best;
  for (let turn = 0; turn < TRIES && !best.met; turn++) {
    const middle = await at((low.share + high.share) / 2);
    best = closer(best, middle);
    if ((middle.reached - target) * (low.reached - target) > 0) low = middle;
    else high = middle;
  }
  return best;
}
