/** The board of a room: what the tables propose, what each comes to, and where they differ. */

import { useEffect, useRef, useState } from "preact/hooks";

import type { Answer } from "./answer";
import { interval } from "./answer";
import { actionsOf, WithinCeiling } from "./compare";
import { extraAYear } from "./costs";
import { named } from "./declared";
import type { Given } from "./declared";
import { Runs } from "./outcomes";
import { against } from "./projection";
import { readBoard, summary } from "./proposals";
import type { Proposal } from "./proposals";
import type { Runner } from "./runner";
import { received } from "./room_server";
import type { Question } from "./state";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly speech: Speech;
  readonly runner: Runner | null;
  /** Rupiah a year that the room may spend beyond today, if somebody said so. */
  readonly most: number | null;
  readonly text: string;
  readonly write: (text: string) => void;
  readonly take: (question: Question) => void;
}

/** Milliseconds between two looks at what phones have sent. */
const LOOKS = 3000;

export function Board({ given, speech, runner, most, text, write, take }: Props) {
  const { proposals, faults } = readBoard(given, text, (n) => speech.t("page_table", { n }));
  const answers = useAnswersOf(given, runner, proposals);
  const seen = useRef(0);
  useEffect(() => {
    if (!given.served) return;
    const look = (): void => void received().then((lines) => {
      const fresh = lines.slice(seen.current).filter((line) => !text.split("\n").includes(line));
      seen.current = lines.length; // what is struck from the board stays away
      if (fresh.length) write([...text.split("\n").filter(Boolean), ...fresh].join("\n"));
    }, () => undefined);
    look();
    const timer = setInterval(look, LOOKS);
    return () => clearInterval(timer);
  }, [given, text, write]);
  return (
    <div class="board">
      <h3>{speech.t("page_board")}</h3>
      <textarea rows={4} value={text} data-board placeholder={speech.t("page_board_about")} aria-label={speech.t("page_board_about")} onInput={(event) => write(event.currentTarget.value)} />
      {faults.length > 0 && <ul class="wrong" role="alert">{faults.map(({ line, fault }, rank) => <li key={rank}>{speech.t("page_line", { n: line })}: {speech.t(fault.key, fault.values)}</li>)}</ul>}
      {proposals.length > 0 && <Proposals {...{ given, speech, most, proposals, answers, take }} />}
      {proposals.length > 0 && <Settings {...{ given, speech, proposals }} />}
    </div>
  );
}

/** Plays the proposals one after the other, each once. */
function useAnswersOf(given: Given, runner: Runner | null, proposals: readonly Proposal[]): ReadonlyMap<string, Answer> {
  const [answers, keep] = useState<ReadonlyMap<string, Answer>>(new Map());
  const keys = proposals.map((one) => JSON.stringify(one.question));
  useEffect(() => {
    let wanted = true;
    const play = async (runner: Runner): Promise<void> => {
      for (const [rank, key] of keys.entries()) {
        if (!wanted) return;
        if (answers.has(key)) continue;
        const answer = await runner.apart((proposals[rank] as Proposal).question, Math.min(PLAYED, given.replicates));
        if (wanted) keep((now) => new Map([...now, [key, answer]]));
        return;
      }
    };
    if (runner) void play(runner);
    return () => { wanted = false; };
  }, [runner, keys.join(), answers]);
  return answers;
}

/** Runs by which proposals are compared. */
const PLAYED = 32;

function Proposals({ given, speech, most, proposals, answers, take }: Pick<Props, "given" | "speech" | "most" | "take"> & { proposals: readonly Proposal[]; answers: ReadonlyMap<string, Answer> }) {
  const main = given.outcomes.filter((one) => one.headline);
  const [by, choose] = useState(main[0]?.name ?? "");
  const outcome = named(given.outcomes, by);
  const rows = proposals.map((one) => ({ ...one, answer: answers.get(JSON.stringify(one.question)) ?? null }));
  const gain = (answer: Answer | null): number => (answer ? answer.difference(outcome).mean * (outcome.better < 0 ? -1 : 1) : -Infinity);
  const order = [...rows].sort((one, other) => gain(other.answer) - gain(one.answer));
  return (
    <div class="wide"><table data-board-proposals>
      <caption>{speech.t("page_board_compared", { n: proposals.length })} <label>{speech.t("page_compare_by")} <select value={by} onChange={(event) => choose(event.currentTarget.value)}>{main.map((one) => <option key={one.name} value={one.name}>{speech.of(one.label)}</option>)}</select></label></caption>
      <thead><tr><th scope="col">{speech.t("page_board_table")}</th><th scope="col">{speech.t("page_actions")}</th><th scope="col">{speech.t("page_cost_a_year")}</th>{main.map((one) => <th key={one.name} scope="col">{speech.of(one.label)}</th>)}</tr></thead>
      <tbody>{order.map(({ name, question, answer }, rank) => (
        <tr key={rank}>
          <th scope="row">{name} <button type="button" class="link" onClick={() => take(question)}>{speech.t("page_take_slot")}</button></th>
          <td class="said-in-words">{actionsOf(given, question, speech)}<WithinCeiling {...{ question, answer, speech }} /></td>
          <td>{answer ? <Cost {...{ given, speech, most, answer }} /> : "…"}</td>
          {main.map((one) => <td key={one.name}>{answer ? speech.band(answer.difference(one), named(Object.values(given.units), one.unit), true) : "…"}</td>)}
        </tr>
      ))}</tbody>
    </table></div>
  );
}

function Cost({ given, speech, most, answer }: Pick<Props, "given" | "speech" | "most"> & { answer: Answer }) {
  const { mean } = interval(given, extraAYear(answer));
  return <>{speech.rupiah(mean, true)}{most !== null && <small class={mean > most ? "over" : ""}>{against(mean, most, speech)}</small>}<small><Runs answer={answer} speech={speech} of={PLAYED} /></small></>;
}

function Settings({ given, speech, proposals }: Pick<Props, "given" | "speech"> & { proposals: readonly Proposal[] }) {
  const rows = summary(given, proposals.map((one) => one.question));
  return rows.length > 0 && (
    <div class="wide"><table data-board-table>
      <caption>{speech.t("page_board_of", { n: proposals.length })}</caption>
      <thead><tr>{["page_setting", "page_moved_by", "page_least", "page_middle", "page_most"].map((key) => <th key={key} scope="col">{speech.t(key)}</th>)}</tr></thead>
      <tbody>{rows.map(({ lever, setting, moved, values }) => (
        <tr key={`${lever.name} ${setting.name}`}>
          <th scope="row">{speech.of(lever.label)}: {speech.of(setting.label)}</th><td>{moved}</td>
          {values.map((value, rank) => <td key={rank}>{speech.value(setting, value)}</td>)}
        </tr>
      ))}</tbody>
    </table></div>
  );
}
