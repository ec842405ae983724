/** For who leads the room: steps, a clock, a screen for the room, large type, levers that stay where they are, and the
 * board of proposals. */

import { useState } from "preact/hooks";

import { Board } from "./board";
import { clock, useLeft } from "./desk";
import type { Desk } from "./desk";
import type { Given } from "./declared";
import type { Projector } from "./projection";
import { Qr } from "./qr";
import type { Runner } from "./runner";
import type { Question } from "./state";
import { typed } from "./words";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly speech: Speech;
  readonly desk: Desk;
  readonly projector: Projector;
  readonly runner: Runner | null;
  /** Opens a tab of the page. */
  readonly go: (tab: string) => void;
  readonly take: (question: Question) => void;
}

/** The steps of a workshop, each with the tab that it needs. */
const STEPS = { trust: "assumptions", axes: "curves", today: "curves", guess: "guess", reveal: "guess", why: "map", groups: "share", board: "facilitator", keep: "compare" } as const;

export function Facilitator({ given, speech, desk, projector, runner, go, take }: Props) {
  const { large, locked, hidden, done, change } = desk;
  const tick = (step: string, on: boolean): void => change({ done: on ? [...done, step] : done.filter((one) => one !== step) });
  const print = (): void => {
    document.documentElement.dataset["print"] = "steps";
    window.print();
    delete document.documentElement.dataset["print"];
  };
  return (
    <div class="facilitator">
      <p class="tools">
        <button type="button" data-projector aria-pressed={projector.open} onClick={projector.toggle}>{speech.t(projector.open ? "page_projector_close" : "page_projector")}</button>
        <label><input type="checkbox" checked={hidden} data-hidden onChange={(event) => change({ hidden: event.currentTarget.checked })} /> {speech.t("page_curtain")}</label>
        <label><input type="checkbox" checked={locked} data-lock onChange={(event) => change({ locked: event.currentTarget.checked })} /> {speech.t("page_lock")}</label>
        <label><input type="checkbox" checked={large} data-large onChange={(event) => change({ large: event.currentTarget.checked })} /> {speech.t("page_large")}</label>
        <Timer speech={speech} desk={desk} />
      </p>
      <Budget speech={speech} desk={desk} />
      {projector.refused && <p class="wrong" role="alert">{speech.t("page_projector_refused")}</p>}
      <div class="handout">
        <h3>{speech.t("page_steps")} <button type="button" data-print-steps onClick={print}>{speech.t("page_print_steps")}</button></h3>
        <ol class="steps">{Object.entries(STEPS).map(([step, tab]) => (
          <li key={step}>
            <label><input type="checkbox" data-step={step} checked={done.includes(step)} onChange={(event) => tick(step, event.currentTarget.checked)} /> {speech.t(`page_step_${step}`)}</label>{" "}
            {tab !== "facilitator" && <button type="button" class="link" data-go={step} onClick={() => go(tab)}>{speech.t("page_step_open", { tab: speech.t(`page_tab_${tab}`) })}</button>}
          </li>
        ))}</ol>
      </div>
      {given.served?.lan && <Invitation speech={speech} />}
      <Board {...{ given, speech, runner, take }} most={desk.budget} text={desk.board} write={(board) => change({ board })} />
    </div>
  );
}

/** What the room may spend a year beyond today; every page top and the board hold policies against it. */
function Budget({ speech, desk }: { speech: Speech; desk: Desk }) {
  const [text, write] = useState(desk.budget === null ? "" : speech.amount(desk.budget / MILLION));
  const read = typed(text, speech.language);
  const wrong = text.trim() !== "" && (read === null || read < 0);
  const take = (said: string): void => {
    write(said);
    const amount = typed(said, speech.language);
    desk.change({ budget: amount === null || amount < 0 ? null : amount * MILLION });
  };
  return <p><label>{speech.t("page_common_budget")} <input type="text" inputMode="decimal" data-common-budget value={text} aria-invalid={wrong} onInput={(event) => take(event.currentTarget.value)} /></label></p>;
}

const MILLION = 1e6;

/** How phones come to the page. */
function Invitation({ speech }: { speech: Speech }) {
  const address = `${location.origin}${location.pathname}`;
  return (
    <div class="invitation" data-invitation>
      <Qr text={address} speech={speech} />
      <p>{speech.t("page_invitation")}<br /><code>{address}</code></p>
    </div>
  );
}

function Timer({ speech, desk }: { speech: Speech; desk: Desk }) {
  const { minutes, ends, change } = desk;
  const left = useLeft(ends) ?? minutes * 60;
  const choose = (text: string): void => change({ minutes: Math.min(120, Math.max(1, Math.round(Number(text)) || 1)) });
  return (
    <span class="timer">
      <label>{speech.t("page_minutes")} <input type="number" min={1} max={120} value={minutes} onChange={(event) => choose(event.currentTarget.value)} /></label>
      <button type="button" data-timer onClick={() => change({ ends: ends === null ? Date.now() + minutes * 60_000 : null })}>{speech.t(ends === null ? "page_start_timer" : "page_stop_timer")}</button>
      <output role="timer" class={left === 0 ? "over" : ""}>{clock(left)}</output>
    </span>
  );
}
