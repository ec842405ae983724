/** What the model assumes: every number with its range, grade and sources, to be held at another value on both sides. */

import { memo } from "./memo";
import { useState } from "preact/hooks";

import type { Given, Parameter } from "./declared";
import { Field } from "./field";
import type { Set } from "./levers";
import { withAssumption } from "./state";
import type { Question } from "./state";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly question: Question;
  readonly speech: Speech;
  readonly set: Set;
  readonly locked: boolean;
}

/** Numbers that are listed before anything is searched for. */
const LISTED = 40;

/** Drawn anew only where what is assumed changes, for it stands behind the levers while they move. */
export const Assumptions = memo(function Assumptions({ given, question, speech, set, locked }: Props) {
  const [sought, seek] = useState("");
  const [grade, only] = useState("");
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const held = given.numbers.filter((number) => number.name in question.assumptions);
  const fitting = given.numbers.filter((number) => {
    const text = `${number.name} ${speech.of(number.meaning)}`.toLowerCase();
    return (grade === "" || number.grade === grade) && words.every((word) => text.includes(word)) && !held.includes(number);
  });
  return (
    <div class="assumptions">
      <p class="note">{speech.t("page_assumptions_about", { n: given.numbers.length })}</p>
      <div class="seek">
        <input type="search" value={sought} placeholder={speech.t("page_seek")} aria-label={speech.t("page_seek")} onInput={(event) => seek(event.currentTarget.value)} />
        <select value={grade} aria-label={speech.t("page_grade")} onChange={(event) => only(event.currentTarget.value)}>
          <option value="">{speech.t("page_every_grade")}</option>
          {given.grades.map((one) => <option key={one} value={one}>{speech.t(`page_grade_${one}`)}</option>)}
        </select>
      </div>
      {[...held, ...fitting.slice(0, LISTED)].map((number) => (
        <OneNumber key={number.name} {...{ given, number, speech, set, locked }} value={question.assumptions[number.name] ?? null} />
      ))}
      {fitting.length > LISTED && <p class="note">{speech.t("page_more_numbers", { n: fitting.length - LISTED })}</p>}
    </div>
  );
}, (one, other) => one.speech === other.speech && one.locked === other.locked && one.question.assumptions === other.question.assumptions);

type NumberProps = Pick<Props, "given" | "speech" | "set" | "locked"> & { number: Parameter; value: number | null };

const OneNumber = memo(function OneNumber({ given, number, value, speech, set, locked }: NumberProps) {
  const change = (next: number): void =>
    set((question) => withAssumption(question, number.name, next === number.value ? null : next), number.name);
  const fixed = number.low === number.high;
  const range = speech.t(fixed ? "page_fixed" : "page_range", { low: speech.value(number, number.low), high: speech.value(number, number.high) });
  return (
    <section class="number" data-number={number.name}>
      <Field
        id={number.name} label={speech.of(number.meaning)} of={number} value={value ?? number.value} unchanged={number.value}
        low={number.low} high={number.high} step={number.step} speech={speech} set={change} locked={locked || fixed}
        note={`${range} · ${speech.t(`page_grade_${number.grade}`)}`}
      />
      <details>
        <summary>{speech.t("page_sources")}</summary>
        <ul>
          {number.sources.map((key) => {
            const source = given.sources[key];
            return <li key={key}>{source ? `${speech.of(source.citation)} ${speech.of(source.where)}` : key}</li>;
          })}
        </ul>
        {speech.of(number.note) && <p>{speech.of(number.note)}</p>}
      </details>
    </section>
  );
});
