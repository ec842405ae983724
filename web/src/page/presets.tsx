/** Policies to begin with: nothing, and what ships with kkgsim for this place. */

import type { Given, Preset } from "./declared";
import type { Set } from "./levers";
import { NOTHING } from "./state";
import { bothOf } from "./words";
import type { Speech } from "./words";

export function Presets({ given, speech, set, locked }: { given: Given; speech: Speech; set: Set; locked: boolean }) {
  const nothing: Preset = { name: "nothing", title: bothOf(given, "page_nothing"), about: bothOf(given, "page_nothing_about"), ...NOTHING };
  return (
    <div class="presets">
      {[nothing, ...given.presets].map((preset) => (
        <button key={preset.name} type="button" disabled={locked} data-preset={preset.name} onClick={() => set(() => ({ policy: preset.policy, assumptions: preset.assumptions }), `preset ${preset.name}`)}>
          <b>{speech.of(preset.title)}</b><span>{speech.of(preset.about)}</span>
        </button>
      ))}
    </div>
  );
}
