/** What government can do: every lever in its group, with a switch, its settings, who pays and when. */

import { memo } from "./memo";
import { useState } from "preact/hooks";

import { Aim } from "./aim";
import type { Given, Lever, Setting } from "./declared";
import { named } from "./declared";
import { Field } from "./field";
import { Help } from "./help";
import type { Runner } from "./runner";
import { NOTHING, phasesOf, valueOf, withLever, withMonths, withPayer, withSetting } from "./state";
import type { Phase, Question } from "./state";
import type { Speech } from "./words";

export type Set = (change: (question: Question) => Question, what: string) => void;

interface Props {
  readonly given: Given;
  readonly question: Question;
  readonly speech: Speech;
  readonly set: Set;
  readonly locked: boolean;
  /** Rupiah a year of each lever; null until runs have said so. */
  readonly costs: ReadonlyMap<string, number> | null;
  readonly runner: Runner | null;
}

export function Levers({ given, question, speech, set, locked, costs, runner }: Props) {
  const themed = new Set(given.themes.flatMap((theme) => theme.levers));
  const rest = given.levers.map((lever) => lever.name).filter((name) => !themed.has(name));
  const themes = given.themes.map((theme) => ({ name: theme.name, label: speech.of(theme.label), levers: theme.levers }));
  return (
    <div class="levers">
      {[...themes, ...(rest.length ? [{ name: "", label: speech.t("page_other_levers"), levers: rest }] : [])].map((theme) => (
        <fieldset key={theme.name}>
          <legend>{theme.label}</legend>
          {theme.levers.map((name) => (
            <OneLever
              key={name} given={given} lever={named(given.levers, name)} phases={JSON.stringify(phasesOf(question, name))}
              speech={speech} set={set} locked={locked} runner={runner} cost={costs && (costs.get(name) ?? 0)}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

interface OneProps {
  readonly given: Given;
  readonly lever: Lever;
  /** Its phases as text, so that nothing is drawn anew while another lever moves. */
  readonly phases: string;
  readonly speech: Speech;
  readonly set: Set;
  readonly locked: boolean;
  readonly runner: Runner | null;
  readonly cost: number | null;
}

const OneLever = memo(function OneLever({ given, lever, phases, speech, set, locked, runner, cost }: OneProps) {
  const own = JSON.parse(phases) as Phase[];
  const [opened, open] = useState(false);
  const on = own.length > 0;
  const label = speech.of(lever.label);
  return (
    <section class={`lever${on ? " on" : ""}`} data-lever={lever.name}>
      <div class="head">
        <input
          type="checkbox" role="switch" id={`on-${lever.name}`} checked={on} disabled={locked}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            set((question) => withLever(given, question, lever.name, wanted), lever.name);
          }}
        />
        <label for={`on-${lever.name}`}>{label}</label>
        <button
          type="button" class="open" aria-expanded={opened} onClick={() => open(!opened)}
          aria-label={speech.t(opened ? "page_close" : "page_open", { lever: label })}
        >{opened ? "▾" : "▸"}</button>
      </div>
      {on && <p class="cost">{speech.t("page_a_year", { rupiah: cost === null ? "…" : speech.rupiah(cost) })}</p>}
      {(opened || on) && lever.settings.map((setting) => (opened || main(lever, setting, own)) && (
        <OneSetting key={setting.name} {...{ given, lever, setting, own, speech, set, locked }} />
      ))}
      {opened && <Details {...{ given, lever, own, speech, set, locked, runner }} />}
    </section>
  );
});

/** What of a lever stands open while the rest is folded away: the first setting, and what is not zero. */
function main(lever: Lever, setting: Setting, own: readonly Phase[]): boolean {
  return setting === lever.settings[0] || (own[0]?.settings[setting.name] ?? 0) !== 0;
}

type SettingProps = Pick<OneProps, "given" | "lever" | "speech" | "set" | "locked"> & { setting: Setting; own: readonly Phase[] };

function OneSetting({ given, lever, setting, own, speech, set, locked }: SettingProps) {
  const value = valueOf({ ...NOTHING, policy: own }, lever.name, setting.name);
  const full = `${lever.name}_${setting.name}`;
  return (
    <Field
      id={full} label={speech.of(setting.label)} of={setting} value={value} unchanged={0} locked={locked}
      low={Math.min(0, setting.low)} high={setting.high} step={setting.step} speech={speech} band={speech.t(`page_band_${bandOf(given, setting, value)}`)}
      set={(next) => set((question) => withSetting(given, question, lever.name, setting.name, next), full)}
    />
  );
}

/** The named band of a value: how far it lies between today and the most. */
export function bandOf(given: Given, setting: Setting, value: number): string {
  const share = Math.max(0, value - Math.min(0, setting.low)) / (setting.high - Math.min(0, setting.low));
  return (given.bands.find((band) => share <= band.up_to + 1e-9) ?? given.bands.at(-1) as { name: string }).name;
}

type DetailProps = Pick<OneProps, "given" | "lever" | "speech" | "set" | "locked" | "runner"> & { own: readonly Phase[] };

function Details({ given, lever, own, speech, set, locked, runner }: DetailProps) {
  const [first, last] = [own[0], own.at(-1)];
  const months = (start: number, end: number): void =>
    set((question) => withMonths(given, question, lever.name, Math.min(start, end), Math.max(start, end)), `${lever.name} months`);
  const scheduled = own.length > 1 || own.some((phase) => phase.changes.length > 0);
  return (
    <div class="details">
      {first && last && (
        <div class="when">
          <label class="payer">{speech.t("page_payer")} <select
            disabled={locked} value={first.payer} data-payer={lever.name}
            onChange={(event) => set((question) => withPayer(given, question, lever.name, event.currentTarget.value), `${lever.name} payer`)}
          >{lever.payers.map((payer) => <option key={payer} value={payer}>{speech.of(given.payers[payer] as { en: string; id: string })}</option>)}</select></label>
          <label>{speech.t("page_from_month")} <input type="number" min={1} max={given.months} value={first.start} disabled={locked} onChange={(event) => months(within(event.currentTarget.value, given), last.end)} /></label>
          <label>{speech.t("page_to_month")} <input type="number" min={1} max={given.months} value={last.end} disabled={locked} onChange={(event) => months(first.start, within(event.currentTarget.value, given))} /></label>
          <Aim {...{ given, lever, speech, set, locked }} phase={first} />
          {scheduled && <p class="note">{speech.t("page_scheduled")}</p>}
        </div>
      )}
      <Help {...{ given, lever, speech, runner }} />
    </div>
  );
}

function within(text: string, given: Given): number {
  return Math.min(given.months, Math.max(1, Math.round(Number(text)) || 1));
}
