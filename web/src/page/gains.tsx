/** Who gains: what the policy changes for each group and for everybody else. */

import type { Answer, Interval } from "./answer";
import { less, interval } from "./answer";
import { named } from "./declared";
import type { Given, Outcome } from "./declared";
import { Runs, Trust } from "./outcomes";
import type { Speech } from "./words";

export function Gains({ answer, speech }: { answer: Answer; speech: Speech }) {
  const { given } = answer;
  return (
    <div class="gains">
      <p>{speech.t("page_gains_about", { months: given.statistics.last })} <Runs answer={answer} speech={speech} /></p>
      {given.outcomes.filter((one) => one.headline).map((outcome) => <OneOutcome key={outcome.name} {...{ answer, outcome, speech }} />)}
    </div>
  );
}

function OneOutcome({ answer, outcome, speech }: { answer: Answer; outcome: Outcome; speech: Speech }) {
  const { given } = answer;
  const unit = named(Object.values(given.units), outcome.unit);
  const rows = given.groups.filter((group) => recorded(given, outcome, group.name)).map((group) => {
    const [members, rest] = [false, true].map((other) => answer.difference(outcome, { group: group.name, rest: other })) as [Interval, Interval];
    const of = (other: boolean): Float64Array => {
      const side = { group: group.name, rest: other };
      return less(answer.policy.atEnd(outcome, side), answer.today.atEnd(outcome, side));
    };
    return { group, members, rest, gap: interval(given, less(of(false), of(true))) };
  });
  if (rows.length === 0) return null;
  const most = Math.max(1e-12, ...rows.flatMap((row) => [row.members, row.rest].map((one) => Math.abs(one.mean))));
  return (
    <div class="wide"><table data-gains={outcome.name}>
      <caption>{speech.of(outcome.label)} <Trust {...{ given, outcome, speech }} /></caption>
      <thead><tr><th scope="col">{speech.t("page_who")}</th><th scope="col">{speech.t("page_change")}</th><th aria-hidden="true" /><th scope="col">{speech.t("page_gap")}</th></tr></thead>
      <tbody>
        {rows.flatMap(({ group, members, rest, gap }) => [
          [group.label, members] as const, [group.rest, rest] as const,
        ].map(([label, one], rank) => (
          <tr key={`${group.name}${rank}`}>
            <th scope="row">{speech.of(label)}</th>
            <td>{speech.band(one, unit, true)}</td>
            <td aria-hidden="true"><Bar share={one.mean / most} /></td>
            {rank === 0 && <td rowSpan={2}>{speech.band(gap, unit, true)}</td>}
          </tr>
        )))}
      </tbody>
    </table></div>
  );
}

/** A bar to the right of the middle, or to the left where something was lost. */
function Bar({ share }: { share: number }) {
  const wide = Math.min(1, Math.abs(share)) * 50;
  return <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none"><line class="grid" x1="50" x2="50" y1="0" y2="10" /><rect class={share < 0 ? "lost" : "gained"} x={share < 0 ? 50 - wide : 50} width={wide} y="1" height="8" /></svg>;
}

/** Whether an outcome is recorded for a group. */
function recorded(given: Given, outcome: Outcome, group: string): boolean {
  return given.layout.tables.find((table) => table.name === "group_value")?.columns.includes(`${outcome.name}_${group}`) ?? false;
}
