/** The bar on top: the place, what the policy costs a year, undo and redo, the language. */

import type { Answer } from "./answer";
import { extraAYear, meanOf } from "./costs";
import type { Given, Language } from "./declared";
import type { Action, History } from "./history";
import { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly speech: Speech;
  readonly speak: (language: Language) => void;
  readonly history: History;
  readonly act: (action: Action) => void;
  readonly answer: Answer | null;
  readonly locked: boolean;
  readonly replay: () => void;
}

const LANGUAGES: readonly Language[] = ["en", "id"];

export function Bar({ given, speech, speak, history, act, answer, locked, replay }: Props) {
  return (
    <header>
      <h1>{speech.of(given.place.title)} <small>{speech.t("page_months", { n: given.months })}</small></h1>
      {answer && <output class="budget" data-budget>{speech.t("page_budget", { rupiah: speech.rupiah(meanOf(extraAYear(answer)), true) })}</output>}
      <div class="tools">
        <button type="button" disabled={locked || history.past.length === 0} onClick={() => act({ type: "undo" })} title="Ctrl+Z">{speech.t("page_undo")}</button>
        <button type="button" disabled={locked || history.future.length === 0} onClick={() => act({ type: "redo" })} title="Ctrl+Y">{speech.t("page_redo")}</button>
        <button type="button" disabled={history.past.length === 0} data-replay onClick={replay}>{speech.t("page_replay")}</button>
        <button type="button" disabled={locked} onClick={() => act({ type: "reset" })}>{speech.t("page_reset_all")}</button>
        {LANGUAGES.map((language) => (
          <button key={language} type="button" lang={language} aria-pressed={speech.language === language} data-language={language} onClick={() => speak(language)}>
            {new Speech(given, language).t("page_language")}
          </button>
        ))}
      </div>
    </header>
  );
}
