/** Pinning policies and bringing them to a common budget: what is played apart from the policy that is being set. */

import { useState } from "preact/hooks";

import type { Given } from "./declared";
import type { Runner } from "./runner";
import { scaledTo } from "./scaling";
import { costOf, pinned } from "./slots";
import type { Letter, Slot } from "./slots";
import type { Question } from "./state";
import type { Speech } from "./words";

export interface Pinned {
  readonly slots: readonly Slot[];
  readonly busy: string;
  readonly pin: (letter: Letter, question: Question) => void;
  /** Bring all of them to the same rupiah a year. */
  readonly level: (rupiah: number) => void;
}

/** Runs by which a budget is sought; all runs are played once it is found. */
const SOUGHT = 24;

export function useSlots(given: Given, runner: Runner | null, breaks: (what: string) => void, speech: Speech): Pinned {
  const [slots, keep] = useState<readonly Slot[]>([]);
  const [busy, say] = useState("");
  const play = async (runner: Runner, slot: Slot): Promise<void> => {
    keep((now) => pinned(now, { ...slot, answer: null }));
    const answer = await runner.apart(slot.question);
    keep((now) => (now.some((one) => one.letter === slot.letter && one.question === slot.question) ? pinned(now, { ...slot, answer }) : now));
  };
  const work = (what: string, task: (runner: Runner) => Promise<void>): void => {
    if (runner === null) return;
    say(what);
    task(runner).catch((error: unknown) => breaks(String(error))).finally(() => say(""));
  };
  const level = async (runner: Runner, rupiah: number): Promise<void> => {
    for (const slot of slots.filter((one) => one.question.policy.length > 0)) {
      const cost = async (question: Question): Promise<number> => costOf(await runner.apart(question, Math.min(SOUGHT, given.replicates)));
      const { question, factor, met } = await scaledTo(given, slot.question, rupiah, cost);
      await play(runner, { ...slot, question, factor: (slot.factor ?? 1) * factor, met });
    }
  };
  return {
    slots, busy,
    pin: (letter, question) => work(speech.t("page_slot_plays", { letter }), (runner) => play(runner, { letter, question, answer: null, factor: null, met: true })),
    level: (rupiah) => work(speech.t("page_levels"), (runner) => level(runner, rupiah)),
  };
}
