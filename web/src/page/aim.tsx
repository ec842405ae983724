/** Whom a lever is aimed at, what it waits for before it begins, and what ends it. */

import { highestLine, isCount } from "./aiming";
import type { Given, Lever } from "./declared";
import { named } from "./declared";
import type { Set } from "./levers";
import { withAim } from "./state";
import type { Condition, Phase } from "./state";
import { typed } from "./words";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly lever: Lever;
  readonly phase: Phase;
  readonly speech: Speech;
  readonly set: Set;
  readonly locked: boolean;
}

/** What a choice begins with: some of the clusters, and a look once a year. */
const [SOME, LOOK] = [3, 12];

export function Aim({ given, lever, phase, speech, set, locked }: Props) {
  const change = (aim: Partial<Pick<Phase, "to" | "when" | "until">>): void => set((question) => withAim(given, question, lever.name, aim), `${lever.name} aim`);
  return (
    <div class="aim">
      {!lever.everywhere && <Whom {...{ given, lever, phase, speech, locked, change }} />}
      {(["when", "until"] as const).map((key) => (
        <Waits key={key} name={`${lever.name}-${key}`} label={speech.t(`page_aim_${key}`)} one={phase[key]} {...{ given, speech, locked }} change={(one) => change({ [key]: one })} />
      ))}
    </div>
  );
}

function Whom({ given, lever, phase, speech, locked, change }: Omit<Props, "set"> & { change: (aim: Pick<Phase, "to">) => void }) {
  const [all, ...ways] = given.aims.how as [string, ...string[]];
  const { to } = phase;
  const aim = (how: string): void => change({ to: how === all ? null : { how, many: how === ways.at(-1) ? 0 : Math.min(SOME, given.clusters.length), clusters: how === ways.at(-1) ? given.clusters.slice(0, 1) : [] } });
  return (
    <>
      <label>{speech.t("page_aim_to")} <select data-aim={`${lever.name}-to`} disabled={locked} value={to?.how ?? all} onChange={(event) => aim(event.currentTarget.value)}>
        {[all, ...ways].map((how) => <option key={how} value={how}>{speech.t(`page_how_${how}`)}</option>)}
      </select></label>
      {to !== null && to.clusters.length === 0 && (
        <label>{speech.t("page_aim_many")} <input type="number" min={1} max={given.clusters.length} value={to.many} disabled={locked} data-aim={`${lever.name}-many`} onChange={(event) => {
          const many = Number(event.currentTarget.value);
          if (isCount(many)) change({ to: { ...to, many } });
          else event.currentTarget.value = String(to.many);
        }} /></label>
      )}
      {to !== null && to.clusters.length > 0 && (
        <fieldset class="clusters"><legend>{speech.t("page_how_clusters")}</legend>{given.clusters.map((cluster) => (
          <label key={cluster}><input type="checkbox" checked={to.clusters.includes(cluster)} disabled={locked || (to.clusters.length === 1 && to.clusters[0] === cluster)} onChange={(event) => {
            const on = event.currentTarget.checked;
            change({ to: { ...to, clusters: given.clusters.filter((one) => (one === cluster ? on : to.clusters.includes(one))) } });
          }} /> {cluster}</label>
        ))}</fieldset>
      )}
    </>
  );
}

interface WaitsProps {
  readonly given: Given;
  readonly speech: Speech;
  readonly locked: boolean;
  readonly name: string;
  readonly label: string;
  readonly one: Condition | null;
  readonly change: (one: Condition | null) => void;
}

function Waits({ given, speech, locked, name, label, one, change }: WaitsProps) {
  const seen = Object.entries(given.aims.seen);
  const choose = (outcome: string): void => change(outcome === "" ? null : first(given, outcome, one));
  return (
    <div>
      <label>{label} <select data-aim={name} disabled={locked} value={one?.outcome ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{speech.t("page_aim_nothing")}</option>
        {seen.map(([outcome]) => <option key={outcome} value={outcome}>{speech.of(named(given.outcomes, outcome).label)}</option>)}
      </select></label>
      {one && <Line {...{ given, speech, locked, one, change }} />}
    </div>
  );
}

/** What a condition on an outcome begins with: the middle of a share, one of what is counted, or what was said before. */
function first(given: Given, outcome: string, before: Condition | null): Condition {
  const highest = highestLine(given, outcome);
  const middle = highest < given.aims.highest ? highest / 2 : 1;
  return { outcome, above: before?.above ?? true, line: Math.min(before?.line ?? middle, highest), after_months: Math.max(before?.after_months ?? LOOK, given.aims.seen[outcome] ?? 1) };
}

function Line({ given, speech, locked, one, change }: Pick<WaitsProps, "given" | "speech" | "locked" | "change"> & { one: Condition }) {
  const unit = named(Object.values(given.units), named(given.outcomes, one.outcome).unit);
  return (
    <>
      {" "}<select aria-label={speech.t("page_aim_side")} disabled={locked} value={one.above ? "above" : "below"} onChange={(event) => change({ ...one, above: event.currentTarget.value === "above" })}>
        {["above", "below"].map((side) => <option key={side} value={side}>{speech.t(`side_${side}`)}</option>)}
      </select>{" "}
      <input type="text" inputMode="decimal" disabled={locked} aria-label={speech.t("page_aim_line")} value={speech.amount(Number((one.line * unit.scale).toPrecision(8)))} onChange={(event) => {
        const line = (typed(event.currentTarget.value, speech.language) ?? NaN) / unit.scale;
        if (line >= 0 && line <= highestLine(given, one.outcome)) change({ ...one, line });
        else event.currentTarget.value = speech.amount(Number((one.line * unit.scale).toPrecision(8)));
      }} />{speech.of(unit.level_suffix)}{" "}
      <label>{speech.t("page_aim_months")} <input type="number" min={given.aims.seen[one.outcome] ?? 1} max={given.aims.longest} value={one.after_months} disabled={locked} onChange={(event) => {
        const months = Math.round(Number(event.currentTarget.value)) || LOOK;
        change({ ...one, after_months: Math.min(given.aims.longest, Math.max(given.aims.seen[one.outcome] ?? 1, months)) });
      }} /></label>
    </>
  );
}
