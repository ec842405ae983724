/** A teacher's story: whether she came in a month and what weighed how much, and with whom she talks about teaching. */

import type { Decision, Watched } from "../messages";
import type { Given } from "./declared";
import type { Chosen } from "./story";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly watched: Watched | null;
  readonly decision: Decision | null;
  readonly teacher: number;
  readonly month: number;
  readonly choose: (chosen: Chosen) => void;
  readonly speech: Speech;
}

export function Teacher({ given, watched, decision, teacher, month, choose, speech }: Props) {
  return (
    <section class="teacher" data-teacher={teacher}>
      <h3>{nameOf(given, teacher, speech)}</h3>
      {decision === null ? <p role="status">{speech.t("page_story_begins")}</p> : <Reasons {...{ given, decision, teacher, month, speech }} />}
      {watched && <Course {...{ given, watched, teacher, month, speech }} />}
      {decision && <Friends {...{ given, decision, teacher, choose, speech }} />}
    </section>
  );
}

/** A teacher by number and school, as Python names her. */
export function nameOf(given: Given, teacher: number, speech: Speech): string {
  const school = given.map.schools[given.map.teachers[teacher] as number];
  return speech.t("teacher_of", { n: String(teacher + 1), school: school?.name ?? "" });
}

export interface Weighed {
  readonly label: string;
  readonly value: number;
}

/** What weighed how much, the weightiest first. */
export function weighedBy(given: Given, decision: Decision, teacher: number, speech: Speech): Weighed[] {
  const terms = given.reasons.map((label, rank) => ({ label: speech.of(label), value: decision.weighed[rank + 1]?.[teacher] ?? NaN }));
  return terms.sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
}

/** The decision in one sentence, word for word what `why()` says in Python. */
export function sentenceOf(given: Given, decision: Decision, teacher: number, speech: Speech): string {
  const who = nameOf(given, teacher, speech);
  const chance = decision.chance[teacher] as number;
  if (!(chance > 0)) return speech.t("why_no_meeting", { who });
  const reasons = weighedBy(given, decision, teacher, speech).map(({ label, value }) => `${label} ${speech.decimal(value, 2, true)}`).join(", ");
  return speech.t(came(decision, teacher) ? "why_came" : "why_stayed", {
    who, chance: speech.percent(chance), draw: speech.decimal(decision.draw[teacher] as number),
    base: speech.decimal(decision.weighed[0]?.[teacher] ?? NaN, 2, true), reasons,
  });
}

function came(decision: Decision, teacher: number): boolean {
  return (decision.attended[teacher] as number) > 0.5;
}

/** The teachers with whom a teacher talks about teaching. */
export function friendsOf(decision: Decision, teacher: number): number[] {
  const friends: number[] = [];
  for (let at = 0; at < decision.ties.length; at += 2) {
    const [one, other] = [decision.ties[at] as number, decision.ties[at + 1] as number];
    if (one === teacher) friends.push(other);
    else if (other === teacher) friends.push(one);
  }
  return friends;
}

function Reasons({ given, decision, teacher, month, speech }: Pick<Props, "given" | "teacher" | "month" | "speech"> & { decision: Decision }) {
  const chance = decision.chance[teacher] as number;
  const known = { month: month + 1, chance: speech.percent(chance) };
  if (!(chance > 0)) return <p class="big" data-why={sentenceOf(given, decision, teacher, speech)}>{speech.t("page_story_none", known)}</p>;
  const weighed = weighedBy(given, decision, teacher, speech).filter(({ value }) => Math.abs(value) >= LEAST);
  const most = Math.max(LEAST, ...weighed.map(({ value }) => Math.abs(value)));
  return (
    <>
      <p class="big">{speech.t(came(decision, teacher) ? "page_story_came" : "page_story_stayed", known)}</p>
      <table class="reasons">
        <caption>{speech.t("page_story_reasons")}</caption>
        <tbody>{weighed.map(({ label, value }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td aria-hidden="true"><Bar share={value / most} /></td>
            <td>{speech.t(value > 0 ? "page_story_for" : "page_story_against")} {speech.decimal(Math.abs(value))}</td>
          </tr>
        ))}</tbody>
      </table>
      <details><summary>{speech.t("page_story_as_python")}</summary><p data-why={sentenceOf(given, decision, teacher, speech)}>{sentenceOf(given, decision, teacher, speech)}</p></details>
    </>
  );
}

/** What weighs less is rounded to nothing. */
const LEAST = 0.005;

/** A bar to the right of the middle for what speaks for coming, to the left for what speaks against it. */
function Bar({ share }: { share: number }) {
  const wide = Math.min(1, Math.abs(share)) * 50;
  return <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none"><line class="grid" x1="50" x2="50" y1="0" y2="10" /><rect class={share < 0 ? "lost" : "gained"} x={share < 0 ? 50 - wide : 50} width={wide} y="1" height="8" /></svg>;
}

const [WIDE, HIGH] = [220, 34];

/** Her way through the months: each thing that is watched as a small curve, the month that is shown marked. */
function Course({ given, watched, teacher, month, speech }: Pick<Props, "given" | "teacher" | "month" | "speech"> & { watched: Watched }) {
  const count = given.map.teachers.length;
  const x = (at: number): number => (at / Math.max(1, given.months - 1)) * WIDE;
  return (
    <details open><summary>{speech.t("page_story_course")}</summary>
      <table class="course"><tbody>{given.watched.columns.map((column) => {
        const values = Array.from({ length: given.months }, (_, at) => watched[column.name]?.[at * count + teacher] ?? 0);
        const y = (value: number): number => HIGH - 2 - ((value - column.low) / (column.high - column.low)) * (HIGH - 4);
        return (
          <tr key={column.name}>
            <th scope="row">{speech.of(column.label)}</th>
            <td aria-hidden="true"><svg class="chart" viewBox={`0 0 ${WIDE} ${HIGH}`}><path class="line" d={`M${values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join("L")}`} /><line class="now" x1={x(month)} x2={x(month)} y1="0" y2={HIGH} /></svg></td>
            <td>{speech.decimal(values[month] ?? NaN, 2)}</td>
          </tr>
        );
      })}</tbody></table>
    </details>
  );
}

function Friends({ given, decision, teacher, choose, speech }: Pick<Props, "given" | "teacher" | "choose" | "speech"> & { decision: Decision }) {
  const { schools, teachers } = given.map;
  const friends = friendsOf(decision, teacher);
  return (
    <div class="friends" data-friends={friends.length}>
      <p>{speech.t(friends.length ? "page_story_friends" : "page_story_alone", { n: friends.length })}</p>
      {friends.map((friend) => {
        const school = teachers[friend] as number;
        return <button key={friend} type="button" onClick={() => choose({ cluster: schools[school]?.cluster ?? "", school, teacher: friend })}>{nameOf(given, friend, speech)}</button>;
      })}
    </div>
  );
}
