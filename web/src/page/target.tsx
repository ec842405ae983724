/** Reach this target: how strong the whole policy, or a single setting of it, has to be for an outcome to come to a value. */

import { useState } from "preact/hooks";

import type { Answer } from "./answer";
import { extraAYear, meanOf } from "./costs";
import { named } from "./declared";
import type { Given, Setting } from "./declared";
import type { Set } from "./levers";
import { budget } from "./projection";
import { interval } from "./answer";
import type { Runner } from "./runner";
import { scaled, soughtTo } from "./scaling";
import { withSetting } from "./state";
import type { Question } from "./state";
import { typed } from "./words";
import type { Speech } from "./words";

interface Props {
  readonly answer: Answer;
  readonly question: Question;
  readonly runner: Runner | null;
  readonly speech: Speech;
  readonly set: Set;
  readonly locked: boolean;
}

/** Runs by which a target is sought. */
const SOUGHT = 32;
const WHOLE = "";

export function Target({ answer, question, runner, speech, set, locked }: Props) {
  const { given } = answer;
  const [name, choose] = useState(given.outcomes.find((one) => one.headline)?.name ?? "");
  const [text, write] = useState("");
  const [moved, move] = useState(WHOLE);
  const [said, say] = useState("");
  const outcome = named(given.outcomes, name);
  const unit = named(Object.values(given.units), outcome.unit);
  const wanted = typed(text, speech.language);
  const settings = settingsOf(given, question);
  const chosen = settings.some((one) => one.key === moved) ? moved : WHOLE;
  const seek = async (target: number): Promise<void> => {
    if (runner === null) return;
    say(speech.t("page_target_seeks"));
    const tried = (share: number): Question => (chosen === WHOLE ? scaled(given, question, share * MOST) : withShare(given, question, chosen, share));
    const reach = async (share: number): Promise<number> => meanOf((await runner.apart(tried(share), Math.min(SOUGHT, given.replicates))).policy.atEnd(outcome));
    const found = await soughtTo(reach, target, Math.abs(unit.smallest));
    const next = tried(found.share);
    const last = await runner.apart(next, Math.min(SOUGHT, given.replicates));
    set(() => next, "target");
    const values = { outcome: speech.of(outcome.label), target: speech.measured(target, unit), reached: speech.measured(found.reached, unit), runs: last.replicates, ...budget(interval(given, extraAYear(last)), speech) };
    say(speech.t(found.met ? "page_target_met" : "page_target_missed", values));
  };
  return (
    <form class="target" data-target onSubmit={(event) => { event.preventDefault(); if (wanted !== null) void seek(wanted / (unit.scale || 1)).catch((error: unknown) => say(String(error))); }}>
      <h3>{speech.t("page_target")}</h3>
      <label>{speech.t("page_target_what")} <select value={name} data-target-outcome onChange={(event) => choose(event.currentTarget.value)}>{given.outcomes.map((one) => <option key={one.name} value={one.name}>{speech.of(one.label)}</option>)}</select></label>{" "}
      <label>{speech.t("page_target_value")} <input type="text" inputMode="decimal" data-target-value value={text} aria-invalid={text !== "" && wanted === null} onInput={(event) => write(event.currentTarget.value)} />{speech.of(unit.level_suffix)}</label>{" "}
      <label>{speech.t("page_target_by")} <select value={chosen} data-target-by onChange={(event) => move(event.currentTarget.value)}>
        <option value={WHOLE}>{speech.t("page_target_whole")}</option>
        {settings.map(({ key, label }) => <option key={key} value={key}>{speech.of(label.lever)}: {speech.of(label.setting)}</option>)}
      </select></label>{" "}
      <button type="submit" disabled={locked || runner === null || wanted === null || question.policy.length === 0}>{speech.t("page_target_seek")}</button>
      <p class="note">{speech.t(question.policy.length === 0 ? "page_target_nothing" : "page_target_about", { now: speech.measured(meanOf(answer.policy.atEnd(outcome)), unit) })}</p>
      <p role="status" data-target-said>{said}</p>
    </form>
  );
}

/** The most that a policy is multiplied by while a target is sought. */
const MOST = 8;

interface Movable {
  readonly key: string;
  readonly setting: Setting;
  readonly label: { readonly lever: { en: string; id: string }; readonly setting: { en: string; id: string } };
}

/** The settings of the levers that are at work. */
function settingsOf(given: Given, question: Question): Movable[] {
  return given.levers.filter((lever) => question.policy.some((phase) => phase.lever === lever.name)).flatMap((lever) =>
    lever.settings.map((setting) => ({ key: `${lever.name}.${setting.name}`, setting, label: { lever: lever.label, setting: setting.label } })));
}

/** The question with a setting at a share of its range, at a value that can be read. */
function withShare(given: Given, question: Question, key: string, share: number): Question {
  const [lever = "", name = ""] = key.split(".");
  const { low, high } = named(named(given.levers, lever).settings, name);
  const value = share === 0 ? 0 : Number((low + share * (high - low)).toPrecision(4));
  return withSetting(given, question, lever, name, Math.min(high, value));
}
