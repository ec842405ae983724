/** Policies side by side: effect, cost and equity of each, which is ahead and how sure that is. */

import { useState } from "preact/hooks";

import type { Answer } from "./answer";
import { coveredShare } from "./ceiling";
import { extraAYear } from "./costs";
import { interval } from "./answer";
import { named } from "./declared";
import type { Given, Outcome } from "./declared";
import { Export, stampOf } from "./export";
import type { Question } from "./state";
import { Runs, Trust } from "./outcomes";
import { typed } from "./words";
import type { Speech } from "./words";
import { costOf, LETTERS, ranked, shareAhead } from "./slots";
import type { Letter, Slot } from "./slots";

interface Props {
  readonly given: Given;
  readonly speech: Speech;
  readonly slots: readonly Slot[];
  readonly pin: (letter: Letter) => void;
  readonly take: (slot: Slot) => void;
  readonly level: (rupiah: number) => void;
  /** What is being worked out, in words. */
  readonly busy: string;
}

export function Compare({ given, speech, slots, pin, take, level, busy }: Props) {
  const main = given.outcomes.filter((one) => one.headline);
  const [name, choose] = useState(main[0]?.name ?? "");
  const outcome = named(given.outcomes, name);
  return (
    <div class="compare">
      <p class="pins">
        {LETTERS.map((letter) => <button key={letter} type="button" data-pin={letter} onClick={() => pin(letter)}>{speech.t("page_pin", { letter })}</button>)}
        <span role="status">{busy}</span>
      </p>
      {slots.length === 0 ? <p class="note">{speech.t("page_pin_about")}</p> : (
        <>
          <Table {...{ given, speech, slots, take, main }} />
          <label>{speech.t("page_compare_by")} <select value={name} onChange={(event) => choose(event.currentTarget.value)}>
            {given.outcomes.map((one) => <option key={one.name} value={one.name}>{speech.of(one.label)}</option>)}
          </select></label>
          <Ranks {...{ speech, slots, outcome }} />
          <Scatter {...{ given, speech, slots, outcome }} />
          <EqualBudget {...{ speech, level }} />
        </>
      )}
    </div>
  );
}

function Table({ given, speech, slots, take, main }: Pick<Props, "given" | "speech" | "slots" | "take"> & { main: readonly Outcome[] }) {
  return (
    <div class="wide"><table data-compare>
      <caption>{speech.t("page_compare_about")}</caption>
      <thead><tr><th scope="col" />{slots.map((slot) => <th key={slot.letter} scope="col">{slot.letter} <button type="button" onClick={() => take(slot)}>{speech.t("page_take_slot")}</button></th>)}</tr></thead>
      <tbody>
        <tr><th scope="row">{speech.t("page_actions")}</th>{slots.map((slot) => <td key={slot.letter}>{actionsOf(given, slot.question, speech)}<WithinCeiling {...{ speech }} question={slot.question} answer={slot.answer} />{slot.factor !== null && <small>{speech.t(slot.met ? "page_scaled_by" : "page_scaled_short", { factor: speech.decimal(slot.factor, 2) })}</small>}</td>)}</tr>
        <tr><th scope="row">{speech.t("page_cost_a_year")}</th>{slots.map((slot) => <td key={slot.letter} data-cost={slot.letter}>{slot.answer ? <>{money(given, slot.answer, speech)} <Runs answer={slot.answer} speech={speech} /></> : "…"}</td>)}</tr>
        {main.map((outcome) => <Row key={outcome.name} {...{ given, speech, slots, outcome }} />)}
      </tbody>
    </table></div>
  );
}

function Row({ given, speech, slots, outcome }: Pick<Props, "given" | "speech" | "slots"> & { outcome: Outcome }) {
  const unit = named(Object.values(given.units), outcome.unit);
  return <tr><th scope="row">{speech.of(outcome.label)} <Trust {...{ given, outcome, speech }} /></th>{slots.map(({ letter, answer }) => <td key={letter}>{answer ? speech.band(answer.difference(outcome), unit, true) : "…"}</td>)}</tr>;
}

/** The levers of a question by name. */
export function actionsOf(given: Given, question: Question, speech: Speech): string {
  const names = [...new Set(question.policy.map((phase) => phase.lever))];
  return names.map((lever) => speech.of(named(given.levers, lever).label)).join(", ") || speech.t("page_nothing");
}

/** What a district's budget leaves of a policy, in words; nothing where it has no budget. */
export function WithinCeiling({ question, answer, speech }: { question: Question; answer: Answer | null; speech: Speech }) {
  const { budget } = question;
  if (budget === null) return null;
  const ceiling = speech.rupiah(budget.ceiling);
  const share = answer?.use ? coveredShare(answer.use) : NaN;
  const said = Number.isNaN(share) ? speech.t("page_within_ceiling", { ceiling }) : speech.t("page_within_ceiling_covered", { ceiling, share: speech.percent(share) });
  return <small data-within-ceiling class={share < 1 ? "over" : ""}>{said}</small>;
}

function money(given: Given, answer: Answer, speech: Speech): string {
  const { mean, low, high } = interval(given, extraAYear(answer));
  return `${speech.rupiah(mean, true)} (${speech.rupiah(low, true)} … ${speech.rupiah(high, true)})`;
}

/** From the best to the worst, and in how many runs each is ahead of the next. */
function Ranks({ speech, slots, outcome }: Pick<Props, "speech" | "slots"> & { outcome: Outcome }) {
  const order = ranked(slots, outcome);
  if (order.length < 2) return null;
  return (
    <ol class="ranks" data-ranks>
      {order.map((slot, rank) => {
        const next = order[rank + 1];
        return <li key={slot.letter}><b>{slot.letter}</b>{next && <span> {speech.t("page_ahead", { one: slot.letter, other: next.letter, share: speech.decimal(100 * shareAhead(slot.answer, next.answer, outcome), 0) })}</span>}</li>;
      })}
    </ol>
  );
}

const [WIDE, HIGH, EDGE] = [420, 240, 46];

/** Cost against effect; the colour says who gains more, members of the first group that is recorded or everybody else. */
function Scatter({ given, speech, slots, outcome }: Pick<Props, "given" | "speech" | "slots"> & { outcome: Outcome }) {
  const played = slots.flatMap(({ letter, answer }) => (answer ? [{ letter, cost: costOf(answer), effect: answer.difference(outcome), answer }] : []));
  if (played.length === 0) return null;
  const unit = named(Object.values(given.units), outcome.unit);
  const group = given.groups.find((one) => given.layout.tables.some((table) => table.columns.includes(`${outcome.name}_${one.name}`)));
  const most = Math.max(1, ...played.map((one) => one.cost));
  const [low, high] = [Math.min(0, ...played.map((one) => one.effect.low)), Math.max(unit.smallest, ...played.map((one) => one.effect.high))];
  const x = (cost: number): number => EDGE + (Math.max(0, cost) / most) * (WIDE - 2 * EDGE);
  const y = (effect: number): number => HIGH - 30 - ((effect - low) / (high - low)) * (HIGH - 50);
  return (
    <figure>
    <svg class="chart scatter" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={speech.t("page_scatter", { outcome: speech.of(outcome.label) })}>
      <line class="grid" x1={EDGE} x2={WIDE - 10} y1={y(0)} y2={y(0)} />
      <text class="tick" x={WIDE - 10} y={HIGH - 8} text-anchor="end">{speech.t("page_cost_a_year")}: {speech.rupiah(most)}</text>
      <text class="tick" x={4} y={12}>{speech.of(outcome.label)}: {speech.measured(high, unit, true)}</text>
      {played.map(({ letter, cost, effect, answer }) => {
        const gap = group ? answer.difference(outcome, { group: group.name, rest: false }).mean - answer.difference(outcome, { group: group.name, rest: true }).mean : 0;
        return (
          <g key={letter} class={gap >= 0 ? "narrows" : "widens"}>
            <line x1={x(cost)} x2={x(cost)} y1={y(effect.low)} y2={y(effect.high)} />
            <circle cx={x(cost)} cy={y(effect.mean)} r={7} />
            <text class="tick" x={x(cost) + 10} y={y(effect.mean) + 4}>{letter}</text>
          </g>
        );
      })}
      </svg>
      {group && <p class="note">{speech.t("page_scatter_colours", { group: speech.of(group.label) })}</p>}
      <Export
        {...{ speech }} name={`${given.place.name}-${outcome.name}-cost`} title={speech.t("page_scatter", { outcome: speech.of(outcome.label) })}
        stamp={() => played.map(({ letter, answer }) => `${letter}: ${stampOf(answer, speech)}`).join(" | ")}
        table={() => [["policy", "rupiah_a_year", "change", "low", "high"], ...played.map(({ letter, cost, effect }) => [letter, cost, effect.mean, effect.low, effect.high])]}
      />
    </figure>
  );
}

function EqualBudget({ speech, level }: Pick<Props, "speech" | "level">) {
  const [text, write] = useState("100");
  const read = typed(text, speech.language);
  return (
    <form class="equal" onSubmit={(event) => { event.preventDefault(); if (read !== null && read > 0) level(read * 1e6); }}>
      <label>{speech.t("page_equal_budget")} <input type="text" inputMode="decimal" value={text} data-level aria-invalid={read === null || read <= 0} onInput={(event) => write(event.currentTarget.value)} /></label>{" "}
      <button type="submit" disabled={read === null || read <= 0}>{speech.t("page_equal_budget_do")}</button>
      <p class="note">{speech.t("page_equal_budget_about")}</p>
    </form>
  );
}
