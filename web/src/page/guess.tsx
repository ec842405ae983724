/** Predict, then reveal: the room draws what it expects of the policy before it sees what comes of it. */

import { useMemo } from "preact/hooks";

import type { Answer } from "./answer";
import { Chart } from "./chart";
import type { Lines } from "./chart";
import { meanOf } from "./costs";
import { named } from "./declared";
import type { Given, Outcome, Unit } from "./declared";
import { Runs, sure } from "./outcomes";
import { typed } from "./words";
import type { Speech } from "./words";

/** What is guessed of which outcome, month by month. */
export interface Guessing {
  readonly outcome: string;
  readonly revealed: boolean;
  readonly guess: readonly number[] | null;
  readonly text: string;
}

export function begun(given: Given): Guessing {
  return { outcome: given.outcomes.find((one) => one.headline)?.name ?? "", revealed: false, guess: null, text: "" };
}

interface Props {
  readonly answer: Answer;
  readonly speech: Speech;
  readonly guessing: Guessing;
  readonly change: (guessing: Guessing) => void;
}

export function Guess({ answer, speech, guessing, change }: Props) {
  const { given } = answer;
  const { guess, revealed, text } = guessing;
  const [outcome, unit] = of(given, guessing);
  const begins = answer.book.curve(outcome).mean;
  const draw = (month: number, value: number): void => change({ ...guessing, guess: (guess ?? begins).map((old, at) => (at >= month ? value : old)) });
  const value = typed(text, speech.language);
  const straight = (end: number): void => {
    const first = begins[0] ?? 0;
    change({ ...guessing, guess: begins.map((_, at) => first + ((end - first) * at) / Math.max(1, begins.length - 1)) });
  };
  return (
    <div class="guess-room" data-guess>
      <p>{speech.t("page_guess_about")}</p>
      <div class="tools">
        <label>{speech.t("page_guess_what")} <select value={guessing.outcome} onChange={(event) => change({ ...begun(given), outcome: event.currentTarget.value })}>{given.outcomes.map((one) => <option key={one.name} value={one.name}>{speech.of(one.label)}</option>)}</select></label>
        <form onSubmit={(event) => { event.preventDefault(); if (value !== null) straight(value / (unit.scale || 1)); }}>
          <label>{speech.t("page_guess_type", { months: given.months })} <input type="text" inputMode="decimal" value={text} data-guess-value aria-invalid={text !== "" && value === null} onInput={(event) => change({ ...guessing, text: event.currentTarget.value })} />{speech.of(unit.level_suffix)}</label>
        </form>
        <button type="button" data-reveal disabled={guess === null || answer.question.policy.length === 0} onClick={() => change({ ...guessing, revealed: !revealed })}>{speech.t(revealed ? "page_hide" : "page_reveal")}</button>
      </div>
      {answer.question.policy.length === 0 && <p class="note">{speech.t("page_guess_nothing")}</p>}
      <GuessPicture {...{ answer, speech, guessing }} {...(revealed ? {} : { draw })} />
    </div>
  );
}

function of(given: Given, guessing: Guessing): [Outcome, Unit] {
  const outcome = named(given.outcomes, guessing.outcome);
  return [outcome, named(Object.values(given.units), outcome.unit)];
}

/** The picture of a guess, and of the answer once it is revealed. */
export function GuessPicture({ answer, speech, guessing, draw }: Pick<Props, "answer" | "speech" | "guessing"> & { draw?: (month: number, value: number) => void }) {
  const { given } = answer;
  const { guess, revealed } = guessing;
  const [outcome, unit] = of(given, guessing);
  const lines: Lines = useMemo(() => ({ policy: answer.policy.curve(outcome), book: answer.book.curve(outcome), today: null, pinned: [] }), [answer, outcome]);
  return (
    <>
      <figure class="picture large">
        <figcaption><span class="name">{speech.of(outcome.label)}</span></figcaption>
        <Chart {...{ lines, unit, speech, guess }} hidden={!revealed} title={speech.t("page_chart_of", { outcome: speech.of(outcome.label), place: speech.of(given.place.title) })} {...(draw ? { draw } : {})} />
        <Runs answer={answer} speech={speech} />
      </figure>
      {revealed && guess && <p class="big" role="status" data-revealed>{speech.t("page_revealed", { guess: speech.measured(guess.at(-1) ?? NaN, unit), answer: speech.measured(meanOf(answer.policy.atEnd(outcome)), unit), change: speech.band(answer.difference(outcome), unit, true) })} {sure(answer, outcome, speech)}</p>}
    </>
  );
}
