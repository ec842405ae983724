/** Curves of an outcome as SVG: what the policy gives with its band, today as a ghost behind it. */

import { ticks } from "d3-array";
import { area, line } from "d3-shape";
import { memo } from "./memo";

import type { Curve } from "./answer";
import { YEAR } from "./costs";
import type { Unit } from "./declared";
import type { Speech } from "./words";

export interface Lines {
  readonly policy: Curve;
  /** Nothing done, with the numbers of the book. */
  readonly book: Curve;
  /** Nothing done under what is assumed, where something is. */
  readonly today: Curve | null;
  /** Pinned policies, with the letter of each. */
  readonly pinned: readonly { readonly letter: string; readonly mean: readonly number[] }[];
}

interface Props {
  readonly lines: Lines;
  readonly unit: Unit;
  readonly speech: Speech;
  readonly title: string;
  readonly small?: boolean;
  /** A month that is pointed at, from 0. */
  readonly month?: number | null;
  /** What is drawn before anything is revealed: nothing of the policy. */
  readonly hidden?: boolean;
  /** What somebody guessed, month by month. */
  readonly guess?: readonly number[] | null;
  /** Takes a month (from 0) and a value that somebody draws. */
  readonly draw?: (month: number, value: number) => void;
}

const [WIDE, HIGH] = [320, 170];
const EDGE = { left: 44, right: 10, top: 8, bottom: 22 };

interface Scales {
  readonly x: (month: number) => number;
  readonly y: (value: number) => number;
  readonly low: number;
  readonly high: number;
}

/** Where values lie on the picture. */
function scales(lines: Lines, unit: Unit, hidden: boolean, guess: readonly number[]): Scales {
  const shown = [lines.book, ...(lines.today ? [lines.today] : []), ...(hidden ? [] : [lines.policy])];
  const values = [...shown.flatMap((curve) => [...curve.low, ...curve.high]), ...lines.pinned.flatMap((one) => one.mean), ...guess];
  let [low, high] = [Math.min(...values), Math.max(...values)];
  const missing = unit.least_curve - (high - low);
  if (missing > 0) [low, high] = [low - missing / 2, high + missing / 2];
  if (unit.low !== undefined && low < unit.low) [low, high] = [unit.low, high + unit.low - low];
  if (unit.high !== undefined && high > unit.high) [low, high] = [Math.max(unit.low ?? -Infinity, low - (high - unit.high)), unit.high];
  const months = Math.max(1, lines.policy.mean.length - 1);
  const x = (month: number): number => EDGE.left + (month / months) * (WIDE - EDGE.left - EDGE.right);
  const y = (value: number): number => HIGH - EDGE.bottom - ((value - low) / (high - low)) * (HIGH - EDGE.top - EDGE.bottom);
  return { x, y, low, high };
}

export const Chart = memo(function Chart({ lines, unit, speech, title, small = false, month = null, hidden = false, guess = null, draw }: Props) {
  const { x, y, low, high } = scales(lines, unit, hidden, hidden ? [] : (guess ?? []));
  const path = line<number>((_, at) => x(at), (value) => y(value));
  const band = area<number>((_, at) => x(at), (_, at) => y(lines.policy.low[at] as number), (_, at) => y(lines.policy.high[at] as number));
  const months = lines.policy.mean.length;
  const drawing = draw && ((event: PointerEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const [at, up] = [((event.clientX - box.left) / box.width) * WIDE, ((event.clientY - box.top) / box.height) * HIGH];
    const when = Math.round(((at - EDGE.left) / (WIDE - EDGE.left - EDGE.right)) * (months - 1));
    const value = low + ((HIGH - EDGE.bottom - up) / (HIGH - EDGE.top - EDGE.bottom)) * (high - low);
    if (when >= 0 && when < months) draw(when, Math.min(high, Math.max(low, value)));
  });
  const years = Array.from({ length: Math.floor(months / YEAR) + 1 }, (_, year) => year * YEAR);
  return (
    <svg
      class={`chart${draw ? " drawn" : ""}`} onPointerDown={drawing} onPointerMove={(event) => event.buttons > 0 && drawing?.(event)}
      viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={title}
    >
      {ticks(low, high, small ? 3 : 4).map((value) => (
        <g key={value}>
          <line class="grid" x1={EDGE.left} x2={WIDE - EDGE.right} y1={y(value)} y2={y(value)} />
          <text class="tick" x={EDGE.left - 5} y={y(value) + 3.5} text-anchor="end">{speech.tick(value, unit)}</text>
        </g>
      ))}
      {years.map((at) => (
        <text key={at} class="tick" x={x(Math.max(0, at - 1))} y={HIGH - 7} text-anchor={at ? "middle" : "start"}>
          {at === 0 ? speech.t("page_month_axis") : at}
        </text>
      ))}
      {!hidden && <path class="band" d={band([...lines.policy.low]) ?? ""} />}
      <path class="ghost" d={path([...lines.book.mean]) ?? ""} />
      {lines.today && <path class="ghost assumed" d={path([...lines.today.mean]) ?? ""} />}
      {lines.pinned.map(({ letter, mean }) => (
        <g key={letter}>
          <path class={`pinned pinned-${letter}`} d={path([...mean]) ?? ""} />
          <text class={`letter pinned-${letter}`} x={x(months - 1) - 6} y={y(mean.at(-1) ?? 0) - 4}>{letter}</text>
        </g>
      ))}
      {!hidden && <path class="line" d={path([...lines.policy.mean]) ?? ""} />}
      {guess && <path class="guess" d={path([...guess]) ?? ""} />}
      {month !== null && <line class="now" x1={x(month)} x2={x(month)} y1={EDGE.top} y2={HIGH - EDGE.bottom} />}
    </svg>
  );
});
