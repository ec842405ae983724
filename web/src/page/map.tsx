/** The place plays: schools on the ground, coloured month by month by what their teachers do; a cluster, a school and a
 * teacher show their own beside it. */

import { useEffect, useMemo, useState } from "preact/hooks";

import type { Decision, Watched } from "../messages";
import { codeOf } from "./code";
import type { Given, Watchable } from "./declared";
import { named } from "./declared";
import { Export } from "./export";
import type { Runner } from "./runner";
import type { Question } from "./state";
import { Story } from "./story";
import type { Chosen } from "./story";
import { friendsOf } from "./teacher";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly question: Question;
  readonly runner: Runner | null;
  readonly speech: Speech;
}

/** Milliseconds a month while it plays. */
const PACE = 450;
const [WIDE, HIGH, EDGE] = [640, 440, 24];

export function PlaceMap({ given, question, runner, speech }: Props) {
  const watched = useWatched(question, runner);
  const [month, go] = useState(0);
  const [plays, play] = useState(false);
  const [column, colour] = useState(given.watched.columns[0]?.name ?? "");
  const [chosen, choose] = useState<Chosen>({});
  const decision = useDecision(question, runner, month, chosen.teacher !== undefined);
  useEffect(() => {
    if (!plays) return;
    const timer = setInterval(() => go((now) => (now + 1) % given.months), PACE);
    return () => clearInterval(timer);
  }, [plays, given]);
  const shown = named(given.watched.columns, column);
  const means = useMemo(() => (watched ? meansOf(given, watched[column] as Float32Array, month) : null), [watched, column, month]);
  return (
    <div class="map">
      <p class="tools">
        <button type="button" onClick={() => play(!plays)} data-play>{speech.t(plays ? "page_pause" : "page_play")}</button>
        <label>{speech.t("page_month", { n: month + 1 })} <input type="range" min={0} max={given.months - 1} value={month} data-month onInput={(event) => { play(false); go(Number(event.currentTarget.value)); }} /></label>
        <label>{speech.t("page_colour")} <select value={column} onChange={(event) => colour(event.currentTarget.value)}>{given.watched.columns.map((one) => <option key={one.name} value={one.name}>{speech.of(one.label)}</option>)}</select></label>
      </p>
      <div class="beside">
        <figure>
          <Picture {...{ given, means, shown, chosen, choose, speech }} friends={chosen.teacher === undefined || !decision ? [] : friendsOf(decision, chosen.teacher)} />
          <p class="note">{speech.t("page_map_about", { low: speech.amount(shown.low), high: speech.amount(shown.high) })}{hidden(given, speech)}</p>
          {means && <Export
            {...{ speech }} name={`${given.place.name}-${shown.name}-${month + 1}`} title={`${speech.of(shown.label)}, ${speech.t("page_month", { n: month + 1 })}`}
            stamp={() => speech.t("page_stamp", { place: speech.of(given.place.title), version: given.version, seed: String(given.seed), runs: 1, code: codeOf(given, question) })}
            table={() => [["school", "cluster", shown.name], ...given.map.schools.map((one, rank) => [one.name, one.cluster, means[rank]])]}
          />}
        </figure>
        <Story {...{ given, watched, decision, shown, means, chosen, choose, month, speech }} />
      </div>
    </div>
  );
}

function hidden(given: Given, speech: Speech): string {
  const n = given.map.schools.filter((one) => one.at === null).length;
  return n ? ` ${speech.t("page_map_hidden", { n })}` : "";
}

/** The first of the runs that is asked about, month by month, once it is played. */
function useWatched(question: Question, runner: Runner | null): Watched | null {
  const [watched, show] = useState<Watched | null>(null);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => void runner?.watch(question, 0).then((run) => wanted && show(run)), 120);
    return () => { wanted = false; clearTimeout(timer); };
  }, [question, runner]);
  return watched;
}

/** The mean of the teachers of each school in a month. */
export function meansOf(given: Given, rows: Float32Array, month: number): Float64Array {
  const { teachers, schools } = given.map;
  const [sums, counts] = [new Float64Array(schools.length), new Float64Array(schools.length)];
  teachers.forEach((school, teacher) => {
    sums[school] = (sums[school] as number) + (rows[month * teachers.length + teacher] as number);
    counts[school] = (counts[school] as number) + 1;
  });
  return sums.map((sum, school) => sum / (counts[school] || 1));
}

/** What teachers weighed in the month, once somebody wants to know it of one. */
function useDecision(question: Question, runner: Runner | null, month: number, wanted: boolean): Decision | null {
  const [decision, show] = useState<Decision | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const timer = setTimeout(() => void runner?.explain(question, 0, month).then((made) => current && show(made)), 120);
    return () => { current = false; clearTimeout(timer); show(null); };
  }, [question, runner, month, wanted]);
  return decision?.month === month ? decision : null;
}

interface PictureProps {
  readonly given: Given;
  readonly means: Float64Array | null;
  readonly shown: Watchable;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
  /** Teachers with whom the chosen one talks. */
  readonly friends: readonly number[];
  readonly speech: Speech;
}

function Picture({ given, means, shown, chosen, choose, friends, speech }: PictureProps) {
  const { schools, ways, teachers } = given.map;
  const place = useMemo(() => scaleOf(given), [given]);
  const home = chosen.school === undefined ? null : place(chosen.school);
  const met = [...new Set(friends.map((friend) => teachers[friend] as number))].filter((school) => school !== chosen.school);
  return (
    <svg class="chart place" viewBox={`0 0 ${WIDE} ${HIGH}`} role="group" aria-label={speech.t("page_map_title")}>
      {ways.map(([one, core]) => {
        const [from, to] = [place(one), place(core)];
        return from && to && <line key={one} class="grid" x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />;
      })}
      {home && met.map((school) => {
        const at = place(school);
        return at && <line key={`met${school}`} class="met" x1={home[0]} y1={home[1]} x2={at[0]} y2={at[1]} />;
      })}
      {schools.map((one, rank) => {
        const at = place(rank);
        const share = means ? Math.min(1, Math.max(0, ((means[rank] as number) - shown.low) / (shown.high - shown.low))) : 0;
        return at && (
          <circle
            key={rank} cx={at[0]} cy={at[1]} r={one.core ? 9 : 6} fill={tint(share)} class={`school${chosen.school === rank || (chosen.school === undefined && chosen.cluster === one.cluster) ? " chosen" : ""}`} data-school={rank}
            tabindex={0} role="button" aria-label={`${one.name}: ${means ? speech.decimal(means[rank] as number, 2) : ""}`}
            onClick={() => choose({ cluster: one.cluster, school: rank })}
            onKeyDown={(event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), choose({ cluster: one.cluster, school: rank }))}
          ><title>{one.name}</title></circle>
        );
      })}
    </svg>
  );
}

/** From dark blue to yellow, told apart by lightness too. */
function tint(share: number): string {
  const ends = [[0, 34, 78], [124, 123, 120], [254, 232, 56]] as const;
  const [from, to, at] = share < 0.5 ? [ends[0], ends[1], share * 2] : [ends[1], ends[2], share * 2 - 1];
  return `rgb(${from.map((value, rank) => Math.round(value + ((to[rank] as number) - value) * at)).join(",")})`;
}

/** Where a school is drawn; null where nobody knows where it stands. */
function scaleOf(given: Given): (school: number) => readonly [number, number] | null {
  const known = given.map.schools.flatMap((one) => (one.at ? [one.at] : []));
  const [easts, norths] = [known.map((at) => at[0]), known.map((at) => at[1])];
  const [west, south] = [Math.min(...easts), Math.min(...norths)];
  const [wide, high] = [Math.max(1, Math.max(...easts) - west), Math.max(1, Math.max(...norths) - south)];
  const scale = Math.min((WIDE - 2 * EDGE) / wide, (HIGH - 2 * EDGE) / high);
  return (school) => {
    const at = given.map.schools[school]?.at;
    return at ? [(WIDE - wide * scale) / 2 + (at[0] - west) * scale, HIGH - EDGE - (at[1] - south) * scale] : null;
  };
}

