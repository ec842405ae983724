/** Policies to begin with: nothing, and what ships with kkgsim for this place. */

import { useState } from "preact/hooks";

import type { Given, Preset } from "./declared";
import { readList } from "./room_server";
import type { ReadList } from "./room_server";
import type { Set } from "./levers";
import { NOTHING } from "./state";
import { bothOf } from "./words";
import type { Speech } from "./words";

export function Presets({ given, speech, set, locked }: { given: Given; speech: Speech; set: Set; locked: boolean }) {
  const nothing: Preset = { name: "nothing", title: bothOf(given, "page_nothing"), about: bothOf(given, "page_nothing_about"), ...NOTHING };
  return (
    <div class="presets">
      {[nothing, ...given.presets].map((preset) => (
        <button key={preset.name} type="button" disabled={locked} data-preset={preset.name} onClick={() => set(() => ({ policy: preset.policy, assumptions: preset.assumptions, budget: preset.budget }), `preset ${preset.name}`)}>
          <b>{speech.of(preset.title)}</b><span>{speech.of(preset.about)}</span>
        </button>
      ))}
      {given.served && here() && <OwnList speech={speech} />}
    </div>
  );
}

/** Whether this is the computer that hands the page out, from which alone lists are taken. */
function here(): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);
}

/** A school list of one's own: handed over, read, reported on, and its page opened. */
function OwnList({ speech }: { speech: Speech }) {
  const [read, show] = useState<ReadList | null>(null);
  const [said, say] = useState("");
  const take = (file: File | undefined): void => {
    if (!file) return;
    show(null);
    say(speech.t("page_list_reads", { name: file.name }));
    readList(file, speech.language).then((made) => { show(made); say(""); }, () => say(speech.t("page_list_lost")));
  };
  return (
    <section class="own-list">
      <h3>{speech.t("page_list")}</h3>
      <p>{speech.t("page_list_about")}</p>
      <input type="file" data-list aria-label={speech.t("page_list")} accept=".csv,.xlsx,.xls,.ods,.json,.geojson,.sql,.html,.htm,.txt,.tsv" onChange={(event) => take(event.currentTarget.files?.[0])} />
      <p role="status">{said}</p>
      {read?.page && <p class="big"><a data-list-page href={read.page}>{speech.t("page_list_open")}</a></p>}
      {read && <pre data-list-report>{read.report}</pre>}
    </section>
  );
}
