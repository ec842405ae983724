/** What is set, to keep and to hand on: a link, a code for the board, a scenario file, and the lines that give the same
 * numbers in Python. */

import { useEffect, useState } from "preact/hooks";

import { digestInPieces } from "../digest";
import type { Answer } from "./answer";
import { addressOf } from "./address";
import type { Kept } from "./address";
import { codeOf } from "./code";
import type { Desk } from "./desk";
import { save } from "./export";
import { lineOf } from "./proposals";
import { Qr } from "./qr";
import { sent } from "./room_server";
import { bothOf } from "./words";
import { scenarioFile } from "./scenario";
import type { Speech } from "./words";

export const FILE = "proposal.toml";

export function Share({ answer, speech, desk, kept }: { answer: Answer; speech: Speech; desk: Desk; kept: Kept }) {
  const { given, question } = answer;
  const [said, say] = useState("");
  const copy = (text: string): void => {
    void (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard")))
      .then(() => say(speech.t("page_copied")), () => say(speech.t("page_copy_failed")));
  };
  const link = location.href.replace(/#.*/, "") + addressOf(given, question, speech.language, kept);
  const python = pythonLines(answer);
  return (
    <div class="share">
      <h3>{speech.t("page_share_table")}</h3>
      <HandIn {...{ answer, speech, desk, copy }} />
      <h3>{speech.t("page_share_link")}</h3>
      <div class="row"><input type="text" readOnly data-link value={link} aria-label={speech.t("page_share_link")} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" onClick={() => copy(link)}>{speech.t("page_copy")}</button></div>
      {given.served?.lan && <details><summary>{speech.t("page_share_qr")}</summary><Qr text={link} speech={speech} /></details>}
      <h3>{speech.t("page_share_file")}</h3>
      <p><button type="button" data-save="scenario" onClick={() => save(FILE, new Blob([scenarioFile(given, question, bothOf(given, "page_proposal"))], { type: "application/toml" }))}>{speech.t("page_save_scenario")}</button></p>
      <h3>{speech.t("page_in_python")}</h3>
      <pre>{python}</pre>
      <button type="button" onClick={() => copy(python)}>{speech.t("page_copy")}</button>
      <Digest {...{ answer, speech }} />
      <p role="status">{said}</p>
    </div>
  );
}

/** The proposal of a table for the board: a code to read out or to have photographed, or straight away over the network. */
function HandIn({ answer, speech, desk, copy }: { answer: Answer; speech: Speech; desk: Desk; copy: (text: string) => void }) {
  const { given, question } = answer;
  const [said, say] = useState("");
  const code = codeOf(given, question);
  const name = desk.table.trim() || speech.t("page_table", { n: "?" });
  const send = (): void => void sent(lineOf(given, { name, question })).then(
    (there) => say(speech.t(there ? "page_sent" : "page_not_sent")), () => say(speech.t("page_not_sent")));
  return (
    <>
      <p>{speech.t("page_share_table_about")}</p>
      <div class="row"><label>{speech.t("page_share_table_name")} <input type="text" maxLength={40} value={desk.table} data-table-name onInput={(event) => desk.change({ table: event.currentTarget.value })} /></label></div>
      <p class="big"><code data-code>{code}</code> <button type="button" onClick={() => copy(`${name}: ${code}`)}>{speech.t("page_copy")}</button>{" "}
        {given.served && <button type="button" data-send onClick={send}>{speech.t("page_send")}</button>} <span role="status" data-sent>{said}</span></p>
      <details><summary>{speech.t("page_share_code_qr")}</summary><Qr text={`${name}: ${code}`} speech={speech} /></details>
    </>
  );
}

function Digest({ answer, speech }: { answer: Answer; speech: Speech }) {
  const [made, hash] = useState<{ readonly of: Answer; readonly word: string } | null>(null);
  useEffect(() => {
    let wanted = true;
    if (answer.whole) void digestInPieces(answer.policy.result, () => wanted).then((word) => wanted && word && hash({ of: answer, word }));
    return () => { wanted = false; };
  }, [answer]);
  const digest = made?.of === answer ? made.word : null; // never that of another answer
  return <p>{speech.t("page_digest")} <code data-digest={digest ?? ""}>{digest ?? "…"}</code></p>;
}

/** Lines that play the same runs in Python and print the same digest. */
export function pythonLines({ given }: Answer): string {
  return [
    `# kkgsim compare ${FILE}`,
    `# kkgsim report ${FILE}`,
    "import kkgsim",
    "from kkgsim.engine.digest import digest",
    "from kkgsim.engine.scenarios import simulate_scenarios",
    "from kkgsim.places.place_io.files import open_place",
    "",
    `scenario = kkgsim.read_scenario("${FILE}")`,
    "place = open_place(scenario.place)",
    `played, = simulate_scenarios([scenario], place, replicates=${given.replicates}, seed=scenario.seed, uncertain=True)`,
    "print(digest(played))",
  ].join("\n");
}
