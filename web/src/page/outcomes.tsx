/** What is measured, as curves: the headline outcomes large, all others small below. */

import { useMemo } from "preact/hooks";

import type { Answer } from "./answer";
import { Chart } from "./chart";
import type { Lines } from "./chart";
import type { Given, Outcome } from "./declared";
import { ExportCurves } from "./export";
import { named } from "./declared";
import type { Slot } from "./slots";
import type { Speech } from "./words";

interface Props {
  readonly answer: Answer;
  readonly speech: Speech;
  readonly slots: readonly Slot[];
  readonly hidden: boolean;
  readonly all: boolean;
  readonly showAll: (all: boolean) => void;
  readonly month: number | null;
}

export function Outcomes({ answer, speech, slots, hidden, all, showAll, month }: Props) {
  const { given } = answer;
  const [main, others] = [given.outcomes.filter((one) => one.headline), given.outcomes.filter((one) => !one.headline)];
  return (
    <div class="outcomes">
      <Legend {...{ answer, speech, hidden }} />
      <div class="grid">{main.map((outcome) => <Picture key={outcome.name} {...{ answer, outcome, speech, slots, hidden, month }} />)}</div>
      <button type="button" class="more" aria-expanded={all} onClick={() => showAll(!all)}>
        {speech.t(all ? "page_fewer_outcomes" : "page_all_outcomes", { n: given.outcomes.length })}
      </button>
      {all && <div class="grid small">{others.map((outcome) => <Picture key={outcome.name} small {...{ answer, outcome, speech, slots, hidden, month }} />)}</div>}
    </div>
  );
}

/** What the lines of all pictures are. */
function Legend({ answer, speech, hidden }: Pick<Props, "answer" | "speech" | "hidden">) {
  const moved = answer.question.policy.length > 0 && !hidden;
  return (
    <p class="legend">
      {moved && <span><Sign class="line" />{speech.t("page_legend_policy")}</span>}
      <span><Sign class={hidden || moved ? "ghost" : "line"} />{speech.t("page_legend_today")}</span>
      {answer.today !== answer.book && <span><Sign class="ghost assumed" />{speech.t("page_legend_assumed")}</span>}
      {!hidden && <span><Sign class="band" />{speech.t("page_legend_band")}</span>}
    </p>
  );
}

function Sign({ class: drawn }: { class: string }) {
  return <svg class="chart" viewBox="0 0 26 10" aria-hidden="true">{drawn === "band" ? <rect class="band" width={26} height={10} /> : <path class={drawn} d="M0,5H26" />}</svg>;
}

type PictureProps = Pick<Props, "answer" | "speech" | "slots" | "hidden" | "month"> & { outcome: Outcome; small?: boolean; plain?: boolean };

export function Picture({ answer, outcome, speech, slots, hidden, month, small = false, plain = false }: PictureProps) {
  const { given } = answer;
  const unit = named(Object.values(given.units), outcome.unit);
  const lines = useMemo(() => linesOf(answer, outcome, slots), [answer, slots]);
  const label = speech.of(outcome.label);
  const end = answer.policy.atEnd(outcome).reduce((sum, value) => sum + value, 0) / answer.replicates;
  const moved = answer.question.policy.length > 0 && !hidden;
  return (
    <figure class="picture" data-outcome={outcome.name}>
      <figcaption>
        <span class="name">{label}</span>
        {!hidden && <b class="end">{speech.measured(end, unit)}</b>}
      </figcaption>
      <Chart {...{ lines, unit, speech, small, hidden, month }} title={speech.t("page_chart_of", { outcome: label, place: speech.of(given.place.title) })} />
      <div class="foot">
        <span class="change">{moved ? `${speech.band(answer.difference(outcome), unit, true)} ${sure(answer, outcome, speech)}` : speech.of(unit.level)}</span>
        <Runs answer={answer} speech={speech} />
        {!hidden && <Trust {...{ given, outcome, speech, plain }} />}
        {!plain && !answer.partial && <ExportCurves {...{ answer, outcome, speech, lines }} />}
      </div>
      {moved && outcome.name === given.trust.outcome && <BesideTrials {...{ answer, outcome, speech }} />}
    </figure>
  );
}

/** How far a figure can be trusted: the findings of studies that it was held against, if any. */
export function Trust({ given, outcome, speech, plain = false }: { given: Given; outcome: Outcome; speech: Speech; plain?: boolean }) {
  const { facts } = outcome;
  const brief = facts.length ? speech.t("page_trust_held", { n: facts.length }) : speech.t("page_trust_nothing");
  if (plain) return <span class="trust">{brief}</span>;
  return (
    <details class="trust" data-trust={facts.length}>
      <summary>{brief}</summary>
      <p>{speech.t("page_trust_sizes")}</p>
      <p data-fitted>{speech.of(given.trust.fitted)}</p>
      <ul>{facts.map((fact, rank) => <li key={rank}>{speech.of(fact.title)} ({speech.t(fact.fitted ? "page_trust_fitted" : "page_trust_aside")})</li>)}</ul>
    </details>
  );
}

/** Where a change stands among those that trials found, in words; a size that no trial found is a warning. */
function BesideTrials({ answer, outcome, speech }: { answer: Answer; outcome: Outcome; speech: Speech }) {
  const { trust, units } = answer.given;
  const [unit, change, word] = [named(Object.values(units), outcome.unit), answer.difference(outcome), placed(answer, outcome)];
  const [value, median, doubtful] = [change.mean, trust.median, trust.doubtful].map((one) => speech.measured(one, unit, true)) as [string, string, string];
  const said = speech.t(`trust_trials_${word}`, { value, median, doubtful, studies: trust.studies, source: trust.source });
  return <p class="trials" data-trials={word}>{word === "doubtful" ? <b>{said}</b> : said}</p>;
}

/** The same rule as `kkgsim.analysis.trust.trials`. */
export function placed(answer: Answer, outcome: Outcome): "unclear" | "worse" | "doubtful" | "above" | "below" | "around" {
  const { trust } = answer.given;
  const { mean, low, high } = answer.difference(outcome);
  if (["few", "unclear", "small"].includes(certainty(answer.given, answer, outcome))) return "unclear";
  if (mean < 0) return "worse";
  if (mean > trust.doubtful) return "doubtful";
  return low > trust.median ? "above" : high < trust.median ? "below" : "around";
}

/** How many runs a picture rests on, and of which part of the place they are. */
export function Runs({ answer, speech, of = answer.given.replicates }: { answer: Answer; speech: Speech; of?: number }) {
  const said = { n: answer.replicates, clusters: answer.given.clusters.length, of: answer.given.within?.clusters ?? 0 };
  const key = answer.partial ? "page_runs_part" : answer.replicates >= of ? "page_runs" : "page_runs_so_far";
  return <span class={`runs${answer.partial ? " part" : ""}`}>{speech.t(key, said)}</span>;
}

function linesOf(answer: Answer, outcome: Outcome, slots: readonly Slot[]): Lines {
  const book = answer.book.curve(outcome);
  return {
    policy: answer.question.policy.length ? answer.policy.curve(outcome) : answer.today.curve(outcome),
    book,
    today: answer.today === answer.book ? null : answer.today.curve(outcome),
    pinned: slots.flatMap((slot) => slot.answer && !answer.partial ? [{ letter: slot.letter, mean: slot.answer.policy.curve(outcome).mean }] : []),
  };
}

/** Whether a change is clear of luck and large enough to matter, in words. */
export function sure(answer: Answer, outcome: Outcome, speech: Speech): string {
  const word = certainty(answer.given, answer, outcome);
  return word === "few" ? "" : `· ${speech.t(`page_sure_${word}`)}`;
}

export function certainty(given: Given, answer: Answer, outcome: Outcome): "few" | "unclear" | "small" | "better" | "worse" | "clear" {
  const { mean, low, high } = answer.difference(outcome);
  if (answer.partial || answer.replicates < given.statistics.fewest) return "few";
  if (low <= 0 && high >= 0) return "unclear";
  if (Math.abs(mean) < named(Object.values(given.units), outcome.unit).smallest) return "small";
  if (outcome.better === 0) return "clear";
  return mean * outcome.better > 0 ? "better" : "worse";
}
