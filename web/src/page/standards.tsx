/** How many clusters meet each standard of the national guideline, with the policy and today. */

import type { Answer } from "./answer";
import { meanOf } from "./costs";
import { named } from "./declared";
import { Runs, Trust } from "./outcomes";
import type { Speech } from "./words";

export function Standards({ answer, speech }: { answer: Answer; speech: Speech }) {
  const { given } = answer;
  return (
    <div class="wide"><table data-standards>
      <caption>{speech.t("page_standards_about", { months: given.statistics.last })} <Runs answer={answer} speech={speech} /></caption>
      <thead><tr><th scope="col">{speech.t("page_standard")}</th><th scope="col">{speech.t("page_with_policy")}</th><th scope="col">{speech.t("page_today")}</th><th scope="col">{speech.t("page_change")}</th></tr></thead>
      <tbody>
        {given.standards.map(({ label, outcome: name }) => {
          const outcome = named(given.outcomes, name);
          const unit = named(Object.values(given.units), outcome.unit);
          return (
            <tr key={name}>
              <th scope="row">{speech.of(label)} <Trust {...{ given, outcome, speech }} /></th>
              <td>{speech.measured(meanOf(answer.policy.atEnd(outcome)), unit)}</td>
              <td>{speech.measured(meanOf(answer.today.atEnd(outcome)), unit)}</td>
              <td>{speech.band(answer.difference(outcome), unit, true)}</td>
            </tr>
          );
        })}
      </tbody>
    </table></div>
  );
}
