/** What is chosen on the map: a cluster with its schools, a school with its teachers, a teacher with her story. */

import type { Decision, Watched } from "../messages";
import type { Given, Watchable } from "./declared";
import { Teacher } from "./teacher";
import type { Speech } from "./words";

/** From the largest to the smallest; what is missing is not chosen. */
export interface Chosen {
  readonly cluster?: string;
  readonly school?: number;
  readonly teacher?: number;
}

interface Props {
  readonly given: Given;
  readonly watched: Watched | null;
  readonly decision: Decision | null;
  /** What the map is coloured by, and its mean in each school. */
  readonly shown: Watchable;
  readonly means: Float64Array | null;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
  readonly month: number;
  readonly speech: Speech;
}

export function Story(props: Props) {
  const { given, watched, chosen, choose, speech } = props;
  return (
    <div class="story">
      <nav class="path" aria-label={speech.t("page_story_path")}>
        <button type="button" data-clusters onClick={() => choose({})}>{speech.of(given.place.title)}</button>
        {chosen.cluster !== undefined && <> › <button type="button" data-up="cluster" onClick={() => choose({ cluster: chosen.cluster as string })}>{speech.t("page_cluster_of", { cluster: chosen.cluster })}</button></>}
        {chosen.school !== undefined && <> › <button type="button" data-up="school" onClick={() => choose({ cluster: chosen.cluster as string, school: chosen.school as number })}>{given.map.schools[chosen.school]?.name}</button></>}
      </nav>
      {chosen.teacher !== undefined ? <Teacher {...props} teacher={chosen.teacher} />
        : chosen.school !== undefined ? watched && <School {...props} watched={watched} school={chosen.school} />
        : chosen.cluster !== undefined ? <Cluster {...props} cluster={chosen.cluster} />
        : <Clusters {...props} />}
    </div>
  );
}

/** The mean over the teachers of some schools. */
function meanOf(given: Given, means: Float64Array, schools: readonly number[]): number {
  const staff = schools.map((school) => given.map.teachers.filter((of) => of === school).length);
  const all = staff.reduce((sum, count) => sum + count, 0);
  return schools.reduce((sum, school, rank) => sum + (means[school] as number) * (staff[rank] as number), 0) / (all || 1);
}

function Clusters({ given, means, shown, choose, speech }: Props) {
  const names = [...new Set(given.map.schools.map((school) => school.cluster))];
  const schoolsOf = (cluster: string): number[] => given.map.schools.flatMap((school, rank) => (school.cluster === cluster ? [rank] : []));
  return (
    <table data-cluster-list>
      <caption>{speech.t("page_story_choose")}</caption>
      <thead><tr><th scope="col">{speech.t("page_story_cluster")}</th><th scope="col">{speech.of(shown.label)}</th></tr></thead>
      <tbody>{names.map((name) => (
        <tr key={name}><th scope="row"><button type="button" class="link" data-cluster={name} onClick={() => choose({ cluster: name })}>{name}</button></th><td>{means ? speech.decimal(meanOf(given, means, schoolsOf(name))) : "…"}</td></tr>
      ))}</tbody>
    </table>
  );
}

function Cluster({ given, means, shown, choose, cluster, month, speech }: Props & { cluster: string }) {
  return (
    <table data-cluster-story>
      <caption>{speech.t("page_cluster_of", { cluster })} · {speech.t("page_month", { n: month + 1 })}</caption>
      <thead><tr><th scope="col">{speech.t("page_story_school")}</th><th scope="col">{speech.t("page_story_teachers")}</th><th scope="col">{speech.of(shown.label)}</th></tr></thead>
      <tbody>{given.map.schools.map((school, rank) => school.cluster === cluster && (
        <tr key={rank}>
          <th scope="row"><button type="button" class="link" data-school-of={rank} onClick={() => choose({ cluster, school: rank })}>{school.name}</button></th>
          <td>{given.map.teachers.filter((of) => of === rank).length}</td><td>{means ? speech.decimal(means[rank] as number) : "…"}</td>
        </tr>
      ))}</tbody>
    </table>
  );
}

/** A school and its teachers in a month, in the words of the declarations. */
function School({ given, watched, school, chosen, choose, month, speech }: Props & { watched: Watched; school: number }) {
  const one = given.map.schools[school];
  const teachers = given.map.teachers.flatMap((of, teacher) => (of === school ? [teacher] : []));
  const count = given.map.teachers.length;
  return (
    <div class="wide"><table data-story>
      <caption>{one?.name} · {speech.t("page_cluster_of", { cluster: one?.cluster ?? "" })} · {speech.t("page_month", { n: month + 1 })}. {speech.t("page_story_choose_teacher")}</caption>
      <thead><tr><th scope="col">{speech.t("page_of_each_teacher")}</th>{teachers.map((teacher) => <th key={teacher} scope="col"><button type="button" class="link" data-teacher-of={teacher} onClick={() => choose({ ...chosen, teacher })}>{teacher + 1}</button></th>)}</tr></thead>
      <tbody>{given.watched.columns.map((column) => (
        <tr key={column.name}><th scope="row">{speech.of(column.label)}</th>{teachers.map((teacher) => <td key={teacher}>{speech.decimal(watched[column.name]?.[month * count + teacher] ?? NaN, 2)}</td>)}</tr>
      ))}</tbody>
    </table></div>
  );
}
