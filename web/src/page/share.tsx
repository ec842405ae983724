/** What is set, to keep and to hand on: a link, a scenario file, and the lines that give the same numbers in Python. */

import { useEffect, useState } from "preact/hooks";

import { digestInPieces } from "../digest";
import type { Answer } from "./answer";
import { addressOf } from "./address";
import { save } from "./export";
import { bothOf } from "./words";
import { scenarioFile } from "./scenario";
import type { Speech } from "./words";

export const FILE = "proposal.toml";

export function Share({ answer, speech }: { answer: Answer; speech: Speech }) {
  const { given, question } = answer;
  const [digest, hash] = useState<string | null>(null);
  const [said, say] = useState("");
  useEffect(() => {
    let wanted = true;
    hash(null);
    if (answer.whole) void digestInPieces(answer.policy.result, () => wanted).then((word) => wanted && hash(word));
    return () => { wanted = false; };
  }, [answer]);
  const title = bothOf(given, "page_proposal");
  const copy = (text: string): void => {
    void (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard")))
      .then(() => say(speech.t("page_copied")), () => say(speech.t("page_copy_failed")));
  };
  const link = location.href.replace(/#.*/, "") + addressOf(given, question, speech.language);
  const python = pythonLines(answer);
  return (
    <div class="share">
      <h3>{speech.t("page_share_link")}</h3>
      <div class="row"><input type="text" readOnly value={link} aria-label={speech.t("page_share_link")} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" onClick={() => copy(link)}>{speech.t("page_copy")}</button></div>
      <h3>{speech.t("page_share_file")}</h3>
      <p><button type="button" data-save="scenario" onClick={() => save(FILE, new Blob([scenarioFile(given, question, title)], { type: "application/toml" }))}>{speech.t("page_save_scenario")}</button></p>
      <h3>{speech.t("page_in_python")}</h3>
      <pre>{python}</pre>
      <button type="button" onClick={() => copy(python)}>{speech.t("page_copy")}</button>
      <p>{speech.t("page_digest")} <code data-digest={digest ?? ""}>{digest ?? "…"}</code></p>
      <p role="status">{said}</p>
    </div>
  );
}

/** Lines that play the same runs in Python and print the same digest. */
export function pythonLines({ given }: Answer): string {
  return [
    `# kkgsim compare ${FILE}`,
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
