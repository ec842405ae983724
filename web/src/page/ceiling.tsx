/** What the district can spend on its levers a year, in which order they are covered, and how much of each is. */

import { useState } from "preact/hooks";

import type { Result } from "../result";
import type { Answer } from "./answer";
import { meanOf, YEAR } from "./costs";
import type { Given } from "./declared";
import { named } from "./declared";
import type { Set } from "./levers";
import { Runs } from "./outcomes";
import type { Budget, Question } from "./state";
import { typed } from "./words";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly question: Question;
  readonly answer: Answer | null;
  readonly speech: Speech;
  readonly set: Set;
  readonly locked: boolean;
}

const MILLION = 1e6;

/** The levers at work in the order in which a budget covers them. */
export function inOrder(given: Given, question: Question): string[] {
  const works = new Set(question.policy.map((phase) => phase.lever));
  return [...new Set([...(question.budget?.priority ?? []), ...given.budget.order])].filter((lever) => works.has(lever));
}

export function Ceiling({ given, question, answer, speech, set, locked }: Props) {
  const { budget } = question;
  const [text, write] = useState<string | null>(null);
  const { lowest, highest } = given.budget;
  const read = text === null ? null : typed(text, speech.language);
  const wrong = text !== null && text.trim() !== "" && !(read !== null && read * MILLION >= lowest && read * MILLION <= highest);
  const take = (): void => {
    if (text === null || wrong) return;
    set((now) => ({ ...now, budget: read === null ? null : { ceiling: read * MILLION, priority: now.budget?.priority ?? [] } }), "ceiling");
    write(null);
  };
  return (
    <details class="ceiling" data-ceiling open={budget !== null}>
      <summary>{speech.t("page_ceiling")}{budget && `: ${speech.rupiah(budget.ceiling)}`}</summary>
      <label>{speech.t("page_ceiling_value")} <input
        type="text" inputMode="decimal" data-ceiling-value disabled={locked} aria-invalid={wrong}
        value={text ?? (budget ? speech.amount(budget.ceiling / MILLION) : "")}
        onInput={(event) => write(event.currentTarget.value)} onChange={take}
      /></label>
      {wrong && <p class="wrong" role="alert">{speech.t("page_out_of_range", { given: text ?? "", low: speech.rupiah(lowest), high: speech.rupiah(highest) })}</p>}
      <p class="note">{speech.t("page_ceiling_about")}</p>
      {budget && question.policy.length > 0 && <Covered {...{ given, question, answer, speech, set, locked, budget }} />}
    </details>
  );
}

/** Lever by lever in order: what it asks of the district and what of that is covered. */
function Covered({ given, question, answer, speech, set, locked, budget }: Props & { budget: Budget }) {
  const order = inOrder(given, question);
  const earlier = (rank: number): void => {
    const moved = [...order.slice(0, rank - 1), order[rank] as string, order[rank - 1] as string, ...order.slice(rank + 1)];
    set((now) => ({ ...now, budget: { ...budget, priority: moved } }), "priority");
  };
  const use = answer?.use ?? null;
  return (
    <table data-covered>
      <caption>{speech.t("page_covered")} {answer && <Runs answer={answer} speech={speech} />}</caption>
      <thead><tr><th scope="col">{speech.t("head_lever_budget")}</th><th scope="col">{speech.t("head_asked")}</th><th scope="col">{speech.t("page_covered_part")}</th></tr></thead>
      <tbody>{order.map((lever, rank) => {
        const [asked, covered] = use ? [use.tables["asked"], use.tables["covered"]].map((table) => ofLever(given, table as Float64Array, lever)) as [number, number] : [NaN, NaN];
        const label = speech.of(named(given.levers, lever).label);
        return (
          <tr key={lever} data-priority={lever}>
            <th scope="row"><button type="button" class="link" disabled={locked || rank === 0} aria-label={speech.t("page_earlier", { lever: label })} title={speech.t("page_earlier", { lever: label })} onClick={() => earlier(rank)}>↑</button> {label}</th>
            <td>{speech.rupiah(asked)}</td><td>{asked > 0 ? speech.percent(covered / asked) : speech.t("page_asks_nothing")}</td>
          </tr>
        );
      })}</tbody>
    </table>
  );
}

/** Rupiah a year of a lever, mean over runs. */
function ofLever(given: Given, table: Float64Array, lever: string): number {
  const each = table.length / given.levers.length;
  const first = given.levers.findIndex((one) => one.name === lever) * each;
  const years = Math.ceil(given.months / YEAR);
  return (meanOf(table.subarray(first, first + each)) * years * YEAR) / given.months;
}

/** The share of what levers ask the district for that its budget covers, over all runs; not a number where they ask for
 * nothing. */
export function coveredShare(use: Result): number {
  const [asked, covered] = ["asked", "covered"].map((name) => (use.tables[name] as Float64Array).reduce((sum, value) => sum + value, 0)) as [number, number];
  return asked > 0 ? covered / asked : NaN;
}
