/** What the room sees: a window of its own for the projector, in large type and without controls. */

import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Answer } from "./answer";
import { actionsOf, WithinCeiling } from "./compare";
import { extraAYear } from "./costs";
import { interval } from "./answer";
import { clock, useLeft } from "./desk";
import type { Desk } from "./desk";
import { GuessPicture } from "./guess";
import type { Guessing } from "./guess";
import { Picture } from "./outcomes";
import type { Slot } from "./slots";
import type { Speech } from "./words";

export interface Shown {
  readonly answer: Answer | null;
  readonly speech: Speech;
  readonly desk: Desk;
  readonly slots: readonly Slot[];
  /** The guess, while the room guesses. */
  readonly guessing: Guessing | null;
}

export interface Projector {
  /** Whether the window is open. */
  readonly open: boolean;
  /** Whether the browser did not let it open. */
  readonly refused: boolean;
  readonly toggle: () => void;
}

/** A second window that goes along with the page; nothing is played in it. */
export function useProjector(shown: Shown): Projector {
  const screen = useRef<Window | null>(null);
  const [open, say] = useState(false);
  const [refused, refuse] = useState(false);
  useEffect(() => {
    const root = screen.current?.document.body;
    if (open && root) render(<Projection {...shown} />, root);
  });
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => screen.current?.closed && say(false), 700);
    const close = (): void => screen.current?.close();
    addEventListener("pagehide", close);
    return () => { clearInterval(timer); removeEventListener("pagehide", close); };
  }, [open]);
  const toggle = (): void => {
    if (open) {
      screen.current?.close();
      return say(false);
    }
    const made = window.open("", "kkgsim-projector", "popup,width=1280,height=720");
    refuse(made === null);
    if (made === null) return;
    screen.current = made;
    made.document.title = document.title;
    made.document.documentElement.lang = shown.speech.language;
    made.document.head.append(...[...document.querySelectorAll("style")].map((style) => made.document.importNode(style, true)));
    say(true);
  };
  return { open, refused, toggle };
}

/** Pictures that fit on a wall. */
const MOST = 4;

function Projection({ answer, speech, desk, slots, guessing }: Shown) {
  const left = useLeft(desk.ends);
  if (answer === null) return <p>{speech.t("page_begins")}</p>;
  const { given, question } = answer;
  const cost = answer.partial ? null : interval(given, extraAYear(answer));
  return (
    <div class="projection" data-projection>
      <header>
        <h1>{speech.of(given.place.title)}</h1>
        {left !== null && <output role="timer" class={left === 0 ? "over" : ""}>{clock(left)}</output>}
      </header>
      <p class="big"><b>{actionsOf(given, question, speech)}</b>{!desk.hidden && cost && ["", speech.t("page_budget", budget(cost, speech)), against(cost.mean, desk.budget, speech)].filter((part, rank) => part || rank === 0).join(" · ")}<WithinCeiling {...{ question, speech }} answer={desk.hidden || answer.partial ? null : answer} /></p>
      {guessing ? <GuessPicture {...{ answer, speech, guessing }} />
        : <div class="grid">{given.outcomes.filter((one) => one.headline).slice(0, MOST).map((outcome) => <Picture key={outcome.name} {...{ answer, outcome, speech, slots }} hidden={desk.hidden} month={null} plain />)}</div>}
    </div>
  );
}

/** What a policy costs against what the room may spend, in words; empty where no budget is set. */
export function against(mean: number, most: number | null, speech: Speech): string {
  if (most === null) return "";
  return speech.t(mean > most ? "page_over_budget" : "page_within_budget", { budget: speech.rupiah(most), left: speech.rupiah(Math.abs(most - mean)) });
}

/** Money beyond today with its band, to be filled in. */
export function budget(cost: { mean: number; low: number; high: number }, speech: Speech): Record<string, string> {
  return { rupiah: speech.rupiah(cost.mean, true), low: speech.rupiah(cost.low, true), high: speech.rupiah(cost.high, true) };
}
