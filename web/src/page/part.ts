/** A part of a large place, some whole clusters that speak for it, which answers first (`kkgsim.web.part`). */

import type { Given } from "./declared";
import type { Phase, Question } from "./state";

/** What a place is played in first: a part of it, as a place of its own; null where it has none. */
export function partOf(given: Given): Given | null {
  const { part } = given;
  if (part === null) return null;
  const { schools, ...own } = part;
  return { ...given, ...own, part: null, within: { clusters: given.clusters.length, share: schools / given.map.schools.length } };
}

/** Whether a part can speak for the place: not where clusters are named, nor where fewer are meant than one of it. */
export function speaksFor(part: Given, question: Question): boolean {
  return question.policy.every(({ to }) => to === null || (to.clusters.length === 0 && shareOf(part, to.many) * part.clusters.length >= 1));
}

/** A question as a place is asked it: a part has its part of a budget, and of clusters that are counted the same share. */
export function asked(given: Given, question: Question): Question {
  if (given.within === undefined) return question;
  const { budget, policy } = question;
  const scaled = (phase: Phase): Phase => (phase.to === null ? phase : { ...phase, to: { ...phase.to, many: shareOf(given, phase.to.many) } });
  return {
    ...question,
    policy: policy.map(scaled),
    budget: budget && { ...budget, ceiling: budget.ceiling * given.within.share },
  };
}

/** Clusters of the whole place as a share of them; what is below 1 is one already. */
function shareOf(part: Given, many: number): number {
  return many < 1 ? many : many / (part.within?.clusters ?? part.clusters.length);
}
