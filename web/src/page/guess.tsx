/** Predict, then reveal: the room draws what it expects of the policy before it sees what comes of it. */

import { useMemo, useState } from "preact/hooks";

import type { Answer } from "./answer";
import { Chart } from "./chart";
import type { Lines } from "./chart";
import { meanOf } from "./costs";
import { named } from "./declared";
import { Runs, sure } from "./outcomes";
import { typed } from "./words";
import type { Speech } from "./words";

interface Props {
  readonly answer: Answer;
  readonly speech: Speech;
}

export function Guess({ answer, speech }: Props) {
  const { given } = answer;
  const main = given.outcomes.filter((one) => one.headline);
  const [name, choose] = useState(main[0]?.name ?? "");
  const [revealed, reveal] = useState(false);
  const [guess, write] = useState<readonly number[] | null>(null);
  const [text, type] = useState("");
  const outcome = named(given.outcomes, name);
  const unit = named(Object.values(given.units), outcome.unit);
  const lines: Lines = useMemo(() => ({ policy: answer.policy.curve(outcome), book: answer.book.curve(outcome), today: null, pinned: [] }), [answer, outcome]);
  const begins = lines.book.mean;
  const draw = (month: number, value: number): void => write((now) => (now ?? begins).map((old, at) => (at >= month ? value : old)));
  const value = typed(text, speech.language);
  const straight = (end: number): void => write(begins.map((first, at) => (begins[0] ?? first) + ((end - (begins[0] ?? first)) * at) / Math.max(1, begins.length - 1)));
  const again = (next: string): void => { choose(next); reveal(false); write(null); };
  return (
    <div class="guess-room" data-guess>
      <p>{speech.t("page_guess_about")}</p>
      <div class="tools">
        <label>{speech.t("page_guess_what")} <select value={name} onChange={(event) => again(event.currentTarget.value)}>{given.outcomes.map((one) => <option key={one.name} value={one.name}>{speech.of(one.label)}</option>)}</select></label>
        <form onSubmit={(event) => { event.preventDefault(); if (value !== null) straight(value / (unit.scale || 1)); }}>
          <label>{speech.t("page_guess_type", { months: given.months })} <input type="text" inputMode="decimal" value={text} data-guess-value onInput={(event) => type(event.currentTarget.value)} />{speech.of(unit.level_suffix)}</label>
        </form>
        <button type="button" data-reveal disabled={guess === null || answer.question.policy.length === 0} onClick={() => reveal(!revealed)}>{speech.t(revealed ? "page_hide" : "page_reveal")}</button>
      </div>
      <figure class="picture large">
        <Chart {...{ lines, unit, speech, guess }} hidden={!revealed} title={speech.t("page_chart_of", { outcome: speech.of(outcome.label), place: speech.of(given.place.title) })} {...(revealed ? {} : { draw })} />
        <Runs answer={answer} speech={speech} />
      </figure>
      {revealed && guess && <p class="big" role="status" data-revealed>{speech.t("page_revealed", { guess: speech.measured(guess.at(-1) ?? NaN, unit), answer: speech.measured(meanOf(answer.policy.atEnd(outcome)), unit), change: speech.band(answer.difference(outcome), unit, true) })} {sure(answer, outcome, speech)}</p>}
    </div>
  );
}
