/** Pinning policies and bringing them to a common budget: what is played apart from the policy that is being set. */

import { useEffect, useState } from "preact/hooks";

import type { Kept } from "./address";
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
  /** Take over what an address has pinned. */
  readonly open: (slots: Kept["slots"]) => void;
}

/** Runs by which a budget is sought; all runs are played once it is found. */
const SOUGHT = 24;

export function useSlots(given: Given, runner: Runner | null, breaks: (what: string) => void, speech: Speech, begin: Kept["slots"]): Pinned {
  const [slots, keep] = useState<readonly Slot[]>(() => begin.map(unplayed));
  const [busy, say] = useState("");
  const play = async (runner: Runner, slot: Slot): Promise<void> => {
    const answer = await runner.apart(slot.question);
    keep((now) => (now.some((one) => one.letter === slot.letter && one.question === slot.question) ? pinned(now, { ...slot, answer }) : now));
  };
  const work = (what: string, task: (runner: Runner) => Promise<void>): void => {
    if (runner === null) return;
    say(what);
    task(runner).catch((error: unknown) => breaks(String(error))).finally(() => say(""));
  };
  const missing = slots.find((slot) => slot.answer === null);
  useEffect(() => {
    if (missing === undefined || busy !== "") return;
    const drop = (error: unknown): never => {
      keep((now) => now.filter((slot) => slot !== missing)); // else it would be tried for ever
      throw error;
    };
    work(speech.t("page_slot_plays", { letter: missing.letter }), (runner) => play(runner, missing).catch(drop));
  }, [runner, missing, busy]);
  const level = async (runner: Runner, rupiah: number): Promise<void> => {
    for (const slot of slots.filter((one) => one.question.policy.length > 0)) {
      const cost = async (question: Question): Promise<number> => costOf(await runner.apart(question, Math.min(SOUGHT, given.replicates)));
      const { question, factor, met } = await scaledTo(given, slot.question, rupiah, cost);
      keep((now) => pinned(now, { ...slot, question, answer: null, factor: (slot.factor ?? 1) * factor, met }));
    }
  };
  return {
    slots, busy,
    pin: (letter, question) => keep((now) => pinned(now, unplayed({ letter, question }))),
    open: (slots) => keep(slots.map(unplayed)),
    level: (rupiah) => work(speech.t("page_levels"), (runner) => level(runner, rupiah)),
  };
}

function unplayed({ letter, question }: Kept["slots"][number]): Slot {
  return { letter, question, answer: null, factor: null, met: true };
}
