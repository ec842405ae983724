/** What there is to know of a lever before it is used: its bands in numbers, what it costs, on what evidence it rests,
 * who asks for it, and what it does by itself. */

import { useState } from "preact/hooks";

import type { Answer } from "./answer";
import { interval } from "./answer";
import { extraAYear } from "./costs";
import { named } from "./declared";
import type { Given, Lever, Setting } from "./declared";
import { Runs, sure } from "./outcomes";
import { budget } from "./projection";
import type { Runner } from "./runner";
import { NOTHING, withLever } from "./state";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly lever: Lever;
  readonly speech: Speech;
  readonly runner: Runner | null;
}

export function Help({ given, lever, speech, runner }: Props) {
  return (
    <div class="help" data-help={lever.name}>
      <p>{speech.of(lever.about)}</p>
      <Alone {...{ given, lever, speech, runner }} />
      <details data-help-part="bands"><summary>{speech.t("page_help_bands")}</summary>{lever.settings.map((setting) => <Bands key={setting.name} {...{ given, setting, speech }} />)}</details>
      <details data-help-part="costs"><summary>{speech.t("page_help_costs")}</summary><Costs {...{ given, lever, speech }} /></details>
      <details data-help-part="evidence"><summary>{speech.t("page_help_evidence")}</summary><Evidence {...{ given, lever, speech }} /></details>
      <details data-help-part="origin"><summary>{speech.t("page_asked_for_in")}</summary><ul>{lever.origin.map((passage) => <li key={passage}>{passage}</li>)}</ul></details>
    </div>
  );
}

/** The named bands of a setting, each with the value up to which it goes. */
function Bands({ given, setting, speech }: { given: Given; setting: Setting; speech: Speech }) {
  const low = Math.min(0, setting.low);
  return (
    <table>
      <caption>{speech.of(setting.label)}</caption>
      <tbody>{given.bands.map(({ name, up_to: share }) => (
        <tr key={name}><th scope="row">{speech.t(`page_band_${name}`)}</th><td>{speech.t(share === 0 ? "page_band_is" : "page_band_to", { value: speech.value(setting, Number((low + share * (setting.high - low)).toPrecision(4))) })}</td></tr>
      ))}<tr><th scope="row">{speech.t("page_band_usual")}</th><td>{speech.value(setting, setting.usual)}</td></tr></tbody>
    </table>
  );
}

function Costs({ given, lever, speech }: { given: Given; lever: Lever; speech: Speech }) {
  const payers = lever.payers.map((payer) => speech.of(given.payers[payer] as { en: string; id: string })).join(", ");
  return (
    <>
      <ul>{given.items.filter((item) => item.lever === lever.name).map((item) => {
        const price = given.numbers.find((number) => number.name === item.price);
        return <li key={item.name}>{speech.of(item.label)}{price && `: ${speech.value(price, price.value)} (${speech.t(price.low === price.high ? "page_fixed" : "page_range", { low: speech.value(price, price.low), high: speech.value(price, price.high) })})`}{item.in_time && ` · ${speech.t("page_help_in_time")}`}</li>;
      })}</ul>
      <p>{speech.t("page_help_payers", { payers })}</p>
    </>
  );
}

function Evidence({ given, lever, speech }: { given: Given; lever: Lever; speech: Speech }) {
  return (
    <ul>{lever.numbers.map((name) => {
      const number = named(given.numbers, name);
      const sources = number.sources.map((key) => (given.sources[key] ? speech.of(given.sources[key].citation) : key)).join("; ");
      return (
        <li key={name}>
          {speech.of(number.meaning)}: <b>{speech.value(number, number.value)}</b> ({speech.t(number.low === number.high ? "page_fixed" : "page_range", { low: speech.value(number, number.low), high: speech.value(number, number.high) })}) · {speech.t(`page_grade_${number.grade}`)}<br /><small>{sources}</small>
        </li>
      );
    })}</ul>
  );
}

/** Runs by which a lever is tried alone. */
const TRIED = 32;

/** The lever by itself at its usual strength, in this place: what it changes and what it costs. */
function Alone({ given, lever, speech, runner }: Props) {
  const [answer, show] = useState<Answer | null>(null);
  const [busy, say] = useState(false);
  const attempt = (): void => {
    if (runner === null || busy) return;
    say(true);
    runner.apart(withLever(given, NOTHING, lever.name, true), Math.min(TRIED, given.replicates)).then(show, () => undefined).finally(() => say(false));
  };
  return (
    <div class="alone">
      <button type="button" data-alone={lever.name} disabled={busy || runner === null} onClick={attempt}>{speech.t(busy ? "page_slot_plays" : "page_help_alone", { letter: speech.of(lever.label) })}</button>
      {answer && (
        <ul data-alone-answer>
          {given.outcomes.filter((one) => one.headline).map((outcome) => (
            <li key={outcome.name}>{speech.of(outcome.label)}: {speech.band(answer.difference(outcome), named(Object.values(given.units), outcome.unit), true)} {sure(answer, outcome, speech)}</li>
          ))}
          <li>{speech.t("page_budget", budget(interval(given, extraAYear(answer)), speech))} · <Runs answer={answer} speech={speech} of={TRIED} /></li>
        </ul>
      )}
    </div>
  );
}
