/** The bar on top: the place, what the policy costs a year, the clock, undo and redo, the language. */

import { useMemo } from "preact/hooks";

import type { Answer } from "./answer";
import { interval } from "./answer";
import { extraAYear } from "./costs";
import type { Given, Language } from "./declared";
import { clock, useLeft } from "./desk";
import type { Action, History } from "./history";
import { against, budget } from "./projection";
import { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly speech: Speech;
  readonly speak: (language: Language) => void;
  readonly history: History;
  readonly act: (action: Action) => void;
  /** What it costs follows from this; null until the whole place has answered. */
  readonly answer: Answer | null;
  readonly locked: boolean;
  /** Whether what the policy comes to is hidden from the room. */
  readonly hidden: boolean;
  /** Rupiah a year that the room may spend beyond today, if somebody said so. */
  readonly most: number | null;
  /** When the time of a step is over, if one runs. */
  readonly ends: number | null;
  readonly replay: () => void;
  readonly replaying: boolean;
}

const LANGUAGES: readonly Language[] = ["en", "id"];

export function Bar({ given, speech, speak, history, act, answer, locked, hidden, most, ends, replay, replaying }: Props) {
  const left = useLeft(ends);
  const cost = useMemo(() => (answer && !hidden ? interval(given, extraAYear(answer)) : null), [given, answer, hidden]);
  return (
    <header>
      <div class="about">
        <h1>{speech.of(given.place.title)} <small>{speech.t("page_months", { n: given.months })}</small></h1>
        {cost && <output class="budget" data-budget>{answer?.question.policy.length ? speech.t("page_budget", budget(cost, speech)) : speech.t("page_budget_nothing", { rupiah: speech.rupiah(cost.mean) })}{most !== null && <span class={cost.mean > most ? "over" : "within"}  data-against> · {against(cost.mean, most, speech)}</span>}</output>}
        {given.part !== null && answer === null && !hidden && <output class="budget" data-budget-follows>{speech.t("page_budget_follows")}</output>}
      </div>
      {left !== null && <output class={`left-over${left === 0 ? " over" : ""}`} role="timer" data-left>{clock(left)}</output>}
      <div class="tools">
        <Tool sign="↶" say={speech.t("page_undo")} keys="Ctrl+Z" disabled={locked || history.past.length === 0} click={() => act({ type: "undo" })} />
        <Tool sign="↷" say={speech.t("page_redo")} keys="Ctrl+Y" disabled={locked || history.future.length === 0} click={() => act({ type: "redo" })} />
        <button type="button" disabled={history.past.length === 0 || replaying} data-replay onClick={replay}>{speech.t(replaying ? "page_replaying" : "page_replay")}</button>
        <button type="button" disabled={locked} data-reset onClick={() => act({ type: "reset" })}>{speech.t("page_reset_all")}</button>
        {LANGUAGES.map((language) => (
          <button key={language} type="button" lang={language} aria-pressed={speech.language === language} data-language={language} onClick={() => speak(language)}>
            {new Speech(given, language).t("page_language")}
          </button>
        ))}
      </div>
    </header>
  );
}

function Tool({ sign, say, keys, disabled, click }: { sign: string; say: string; keys: string; disabled: boolean; click: () => void }) {
  return <button type="button" disabled={disabled} aria-label={say} title={`${say} (${keys})`} onClick={click}>{sign}</button>;
}
