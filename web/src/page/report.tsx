/** All of it on paper: what is done, what it brings, what it costs, who gains, what is assumed. */

import type { Answer } from "./answer";
import { named } from "./declared";
import type { Given } from "./declared";
import { stampOf } from "./export";
import { Gains } from "./gains";
import { Money } from "./money";
import { Outcomes } from "./outcomes";
import { FILE } from "./share";
import { Standards } from "./standards";
import type { Phase } from "./state";
import type { Speech } from "./words";

export function Report({ answer, speech }: { answer: Answer; speech: Speech }) {
  const { given, question } = answer;
  return (
    <article class="report" data-report>
      <p class="tools"><button type="button" disabled={!answer.whole} onClick={() => window.print()}>{speech.t("page_print")}</button></p>
      <h2>{speech.t("page_report_of", { place: speech.of(given.place.title) })}</h2>
      <h3>{speech.t("page_actions")}</h3>
      {question.policy.length === 0 && <p>{speech.t("page_nothing")}</p>}
      <ul>{question.policy.map((phase) => {
        const lever = named(given.levers, phase.lever);
        const set = lever.settings.filter((one) => phase.settings[one.name]);
        return (
          <li key={`${phase.lever} ${phase.start}`}>
            <b>{speech.of(lever.label)}</b> ({speech.t("page_phase", { start: phase.start, end: phase.end, payer: speech.of(given.payers[phase.payer] as { en: string; id: string }) })}):{" "}
            {[...set.map((one) => `${speech.of(one.label)} ${speech.value(one, phase.settings[one.name] as number)}`), ...aimWords(given, phase, speech)].join("; ")}
          </li>
        );
      })}</ul>
      {question.budget && <p>{speech.t("page_ceiling")}: {speech.rupiah(question.budget.ceiling)}</p>}
      {Object.keys(question.assumptions).length > 0 && (
        <><h3>{speech.t("page_tab_assumptions")}</h3><ul>{Object.entries(question.assumptions).map(([name, value]) => {
          const number = named(given.numbers, name);
          return <li key={name}>{speech.of(number.meaning)}: {speech.value(number, value)} ({speech.t("page_book_has", { value: speech.value(number, number.value) })})</li>;
        })}</ul></>
      )}
      <Outcomes {...{ answer, speech }} slots={[]} hidden={false} all={false} showAll={() => undefined} month={null} />
      <Money {...{ answer, speech }} />
      <Gains {...{ answer, speech }} />
      <Standards {...{ answer, speech }} />
      <p class="note">{speech.t("page_trust_sizes")} {stampOf(answer, speech)}</p>
      <p class="note tools">{speech.t("page_report_memo", { command: `kkgsim report ${FILE}` })}</p>
    </article>
  );
}

/** Whom a phase is aimed at and what it waits for, in words. */
function aimWords(given: Given, { to, when, until }: Phase, speech: Speech): string[] {
  const whom = to === null ? [] : [to.clusters.length ? speech.t("whom_clusters", { names: to.clusters.join(", ") }) : speech.t(`whom_${to.how}`, { many: to.many < 1 ? speech.percent(to.many) : speech.amount(to.many) })];
  const waits = ([["when", when], ["until", until]] as const).flatMap(([key, one]) => {
    if (one === null) return [];
    const outcome = named(given.outcomes, one.outcome);
    const line = speech.measured(one.line, named(Object.values(given.units), outcome.unit));
    return [`${speech.t(`page_aim_${key}`)}: ${speech.of(outcome.label)} ${speech.t(`side_${one.above ? "above" : "below"}`)} ${line} (${speech.t("page_aim_months")}: ${speech.amount(one.after_months)})`];
  });
  return [...whom, ...waits];
}
