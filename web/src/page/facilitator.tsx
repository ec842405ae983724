/** For who leads the room: steps with a timer, large type, levers that stay where they are, and a board of proposals. */

import { useEffect, useState } from "preact/hooks";

import { opened } from "./address";
import type { Given } from "./declared";
import { valueOf } from "./state";
import type { Question } from "./state";
import type { Speech } from "./words";

interface Props {
  readonly given: Given;
  readonly speech: Speech;
  readonly large: boolean;
  readonly setLarge: (on: boolean) => void;
  readonly locked: boolean;
  readonly lock: (on: boolean) => void;
}

const STEPS = ["trust", "axes", "today", "guess", "reveal", "why", "groups", "board", "keep"] as const;

export function Facilitator({ given, speech, large, setLarge, locked, lock }: Props) {
  return (
    <div class="facilitator">
      <p class="tools">
        <label><input type="checkbox" checked={large} data-large onChange={(event) => setLarge(event.currentTarget.checked)} /> {speech.t("page_large")}</label>
        <label><input type="checkbox" checked={locked} data-lock onChange={(event) => lock(event.currentTarget.checked)} /> {speech.t("page_lock")}</label>
        <Timer speech={speech} />
      </p>
      <ol class="steps">{STEPS.map((step) => <li key={step}><label><input type="checkbox" /> {speech.t(`page_step_${step}`)}</label></li>)}</ol>
      <Board given={given} speech={speech} />
    </div>
  );
}

function Timer({ speech }: { speech: Speech }) {
  const [minutes, choose] = useState(5);
  const [ends, start] = useState<number | null>(null);
  const [now, tick] = useState(0);
  useEffect(() => {
    if (ends === null) return;
    const timer = setInterval(() => tick(performance.now()), 500);
    return () => clearInterval(timer);
  }, [ends]);
  const left = ends === null ? minutes * 60 : Math.max(0, Math.ceil((ends - Math.max(now, ends - minutes * 60_000)) / 1000));
  return (
    <span class="timer">
      <label>{speech.t("page_minutes")} <input type="number" min={1} max={120} value={minutes} onChange={(event) => choose(Math.min(120, Math.max(1, Number(event.currentTarget.value) || 1)))} /></label>
      <button type="button" onClick={() => start(ends === null ? performance.now() + minutes * 60_000 : null)}>{speech.t(ends === null ? "page_start_timer" : "page_stop_timer")}</button>
      <output role="timer" class={left === 0 ? "over" : ""}>{Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}</output>
    </span>
  );
}

/** Proposals of the tables, by the links that they hand in: of each setting the least, the middle and the most. */
function Board({ given, speech }: { given: Given; speech: Speech }) {
  const [text, write] = useState("");
  const links = text.split(/\s+/).filter((word) => word.includes("#"));
  const read = links.map((link) => opened(given, link.slice(link.indexOf("#"))));
  const faults = read.flatMap((one, rank) => one.faults.map((fault) => `${rank + 1}: ${speech.t(fault.key, fault.values)}`));
  const rows = summary(given, read.map((one) => one.question));
  return (
    <div class="board">
      <h3>{speech.t("page_board")}</h3>
      <textarea rows={3} value={text} data-board placeholder={speech.t("page_board_about")} aria-label={speech.t("page_board_about")} onInput={(event) => write(event.currentTarget.value)} />
      {faults.length > 0 && <ul class="wrong" role="alert">{faults.map((fault) => <li key={fault}>{fault}</li>)}</ul>}
      {rows.length > 0 && (
        <div class="wide"><table data-board-table>
          <caption>{speech.t("page_board_of", { n: read.length })}</caption>
          <thead><tr>{["page_setting", "page_moved_by", "page_least", "page_middle", "page_most"].map((key) => <th key={key} scope="col">{speech.t(key)}</th>)}</tr></thead>
          <tbody>{rows.map(({ lever, setting, moved, values }) => (
            <tr key={`${lever.name} ${setting.name}`}>
              <th scope="row">{speech.of(lever.label)}: {speech.of(setting.label)}</th><td>{moved}</td>
              {values.map((value, rank) => <td key={rank}>{speech.value(setting, value)}</td>)}
            </tr>
          ))}</tbody>
        </table></div>
      )}
    </div>
  );
}

type Row = { lever: Given["levers"][number]; setting: Given["levers"][number]["settings"][number]; moved: number; values: number[] };

/** Every setting that some proposal moves. */
export function summary(given: Given, proposals: readonly Question[]): Row[] {
  return given.levers.flatMap((lever) => lever.settings.flatMap((setting) => {
    const values = proposals.map((question) => valueOf(question, lever.name, setting.name)).sort((one, other) => one - other);
    const moved = values.filter((value) => value !== 0).length;
    const middle = ((values[Math.floor((values.length - 1) / 2)] ?? 0) + (values[Math.floor(values.length / 2)] ?? 0)) / 2;
    return moved ? [{ lever, setting, moved, values: [values[0] ?? 0, middle, values.at(-1) ?? 0] }] : [];
  }));
}
