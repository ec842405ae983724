/** Who pays how much in each year, beside today; what is paid in time stands below. */

import type { Answer } from "./answer";
import { interval } from "./answer";
import { districtSpent, extraAYear, leverCosts, paid, purse, YEAR, years } from "./costs";
import { named } from "./declared";
import { Runs } from "./outcomes";
import type { Both } from "./declared";
import type { Speech } from "./words";

export function Money({ answer, speech }: { answer: Answer; speech: Speech }) {
  const { given } = answer;
  const extra = interval(given, extraAYear(answer));
  const costs = [...leverCosts(answer)].sort((one, other) => other[1] - one[1]);
  return (
    <div class="money">
      <p class="big">
        {speech.t("page_extra_a_year", { rupiah: speech.rupiah(extra.mean, true), low: speech.rupiah(extra.low, true), high: speech.rupiah(extra.high, true) })}{" "}
        <Runs answer={answer} speech={speech} />
      </p>
      <PaidBy answer={answer} speech={speech} payers={given.payers} head={speech.t("page_payer")} title={speech.t("page_paid_by")} />
      <Purses answer={answer} speech={speech} />
      {costs.length > 0 && (
        <table>
          <caption>{speech.t("page_levers_cost")}</caption>
          <tbody>{costs.map(([lever, cost]) => <tr key={lever}><th scope="row">{speech.of(named(given.levers, lever).label)}</th><td>{speech.rupiah(cost)}</td></tr>)}</tbody>
        </table>
      )}
      <PaidBy answer={answer} speech={speech} payers={given.in_time} head={speech.t("page_counted")} title={speech.t("page_paid_in_time")} />
    </div>
  );
}

/** What goes into each purse in a year and what is left of it, and what the district has spent of its budget. */
function Purses({ answer, speech }: { answer: Answer; speech: Speech }) {
  const { given } = answer;
  const all = years(given);
  const rows = given.purses.map(({ name, label }, rank) => ({ name, label, years: all.map((year) => purse(answer, rank, year)) }));
  const { budget } = answer.question;
  if (budget) rows.push({ name: "ceiling", label: given.payers[given.budget.payer] as Both, years: all.map((year) => {
    const available = (budget.ceiling * (year.last - year.first)) / YEAR;
    const spent = answer.use ? districtSpent(answer, year) : 0;
    return { available, spent, left: available - spent };
  }) });
  const shown = rows.filter((row) => row.years.some(({ available }) => available > 0));
  if (shown.length === 0) return null;
  return (
    <div class="wide"><table data-purses>
      <caption>{speech.t("page_purses")}</caption>
      <thead><tr><th scope="col">{speech.t("page_purse")}</th>{all.map((_, year) => <th key={year} scope="col">{speech.t("page_year", { n: year + 1 })}</th>)}</tr></thead>
      <tbody>{shown.map((row) => (
        <tr key={row.name}><th scope="row">{speech.of(row.label)}</th>{row.years.map(({ available, spent, left }, year) => (
          <td key={year}>
            <meter min={0} max={Math.max(available, spent, 1)} value={spent} aria-label={speech.t("page_purse_spent", { spent: speech.rupiah(spent), available: speech.rupiah(available) })} />
            {speech.t("page_purse_spent", { spent: speech.rupiah(spent), available: speech.rupiah(available) })}
            <small>{speech.t("page_purse_left", { left: speech.rupiah(left) })}</small>
          </td>
        ))}</tr>
      ))}</tbody>
    </table></div>
  );
}

function PaidBy({ answer, speech, payers, head, title }: { answer: Answer; speech: Speech; payers: Readonly<Record<string, Both>>; head: string; title: string }) {
  const all = years(answer.given);
  const rows = Object.entries(payers).map(([payer, label]) => ({ payer, label, sums: all.map((year) => paid(answer, payer, year)) }));
  const shown = rows.filter((row) => row.sums.some((sum) => sum.policy > 0 || sum.today > 0));
  const total = all.map((_, year) => shown.reduce((sum, row) => sum + (row.sums[year]?.policy ?? 0), 0));
  const today = all.map((_, year) => shown.reduce((sum, row) => sum + (row.sums[year]?.today ?? 0), 0));
  return (
    <div class="wide"><table data-money>
      <caption>{title}</caption>
      <thead><tr><th scope="col">{head}</th>{all.map((_, year) => <th key={year} scope="col">{speech.t("page_year", { n: year + 1 })}</th>)}</tr></thead>
      <tbody>
        {shown.map((row) => (
          <tr key={row.payer}><th scope="row">{speech.of(row.label)}</th>{row.sums.map((sum, year) => <td key={year}>{speech.rupiah(sum.policy)}<small>{speech.rupiah(sum.policy - sum.today, true)}</small></td>)}</tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row">{speech.t("page_total")}</th>{total.map((sum, year) => <td key={year}>{speech.rupiah(sum)}<small>{speech.rupiah(sum - (today[year] ?? 0), true)}</small></td>)}</tr></tfoot>
    </table></div>
  );
}
