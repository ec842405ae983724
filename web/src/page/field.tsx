/** A number that can be slid and typed: with its unit, named band, a dot when it was changed, and a way back. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Counted } from "./declared";
import { typed } from "./words";
import type { Speech } from "./words";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly of: Counted;
  readonly value: number;
  /** The value that it has until somebody changes it. */
  readonly unchanged: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly speech: Speech;
  /** The named band in which the value lies, if bands are named. */
  readonly band?: string;
  /** What else is to be said of it. */
  readonly note?: string;
  readonly locked?: boolean;
  readonly set: (value: number) => void;
}

export function Field(props: Props) {
  const { id, label, of, value, unchanged, low, high, step, speech, band, note, locked = false, set } = props;
  const changed = value !== unchanged;
  return (
    <div class={`field${changed ? " changed" : ""}`}>
      <label for={id}>
        {changed && <span class="dot" title={speech.t("page_changed")} aria-label={speech.t("page_changed")}>●</span>} {label}
      </label>
      <div class="row">
        <input
          id={id} data-field={id} type="range" min={low} max={high} step="any" value={value} disabled={locked}
          aria-valuetext={speech.value(of, value)}
          onInput={(event) => set(stepped(Number(event.currentTarget.value), { low, high, step }))}
          onKeyDown={(event) => {
            const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key];
            if (by === undefined || locked) return;
            event.preventDefault();
            set(stepped(value + by * step, { low, high, step }));
          }}
        />
        <Typed {...{ id, label, of, value, low, high, speech, locked, set }} />
        <button
          class="reset" type="button" disabled={!changed || locked} onClick={() => set(unchanged)}
          aria-label={speech.t("page_reset_one", { what: label })} title={speech.t("page_reset_one", { what: label })}
        >↺</button>
      </div>
      <div class="said">
        <span>{speech.value(of, value)}</span>
        {band && <span class="level">{band}</span>}
        {note && <span class="note">{note}</span>}
      </div>
    </div>
  );
}

function Typed({ id, label, of, value, low, high, speech, locked, set }: Pick<Props, "id" | "label" | "of" | "value" | "low" | "high" | "speech" | "set"> & { locked: boolean }) {
  const [text, write] = useState<string | null>(null);
  const [wrong, say] = useState("");
  const shown = useRef(value);
  useLayoutEffect(() => { // an effect would come when somebody types already, and wipe it out
    if (shown.current !== value) {
      shown.current = value;
      write(null);
      say("");
    }
  }, [value]);
  const scale = of.written === "share" ? 100 : 1;
  const take = (given: string): void => {
    const read = typed(given, speech.language);
    const number = read === null ? NaN : read / scale;
    if (number === 0 || (number >= low && number <= high)) {
      say("");
      write(null);
      set(number);
    } else {
      const bounds = { low: speech.value(of, low), high: speech.value(of, high) };
      say(speech.t(read === null ? "page_no_number" : "page_out_of_range", { given, ...bounds }));
    }
  };
  return (
    <span class="typed">
      <input
        type="text" inputMode="decimal" disabled={locked} value={text ?? speech.amount(Number((value * scale).toPrecision(8)))}
        aria-label={speech.t("page_type", { what: label })} aria-invalid={wrong !== ""} data-typed={id}
        onInput={(event) => write(event.currentTarget.value)}
        onChange={(event) => take(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && (write(null), say(""))}
      />
      {wrong && <span class="wrong" role="alert">{wrong}</span>}
    </span>
  );
}

/** The nearest step of a range; its ends can always be had, and a step has no digits that nobody asked for. */
export function stepped(value: number, { low, high, step }: { low: number; high: number; step: number }): number {
  if (value <= low) return low;
  if (value >= high) return high;
  const near = step > 0 ? low + Math.round((value - low) / step) * step : value;
  return Math.min(high, Math.max(low, Number(near.toPrecision(12))));
}
