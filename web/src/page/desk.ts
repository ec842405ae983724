/** What belongs to who leads the room, kept in this browser so that a page that is loaded again goes on: the step list,
 * the clock, the proposals that were handed in, and what the room may see. */

import { useEffect, useState } from "preact/hooks";

import type { Given } from "./declared";

export interface Kept {
  readonly large: boolean;
  readonly done: readonly string[];
  readonly minutes: number;
  /** When the time is over, in milliseconds since 1970; null while no time runs. */
  readonly ends: number | null;
  /** Proposals as they were handed in, a line each. */
  readonly board: string;
  /** What this table calls itself. */
  readonly table: string;
  /** Rupiah a year that the room may spend beyond today; null where nobody has said so. */
  readonly budget: number | null;
}

export interface Desk extends Kept {
  readonly locked: boolean;
  /** Whether what the policy comes to is hidden from the room. */
  readonly hidden: boolean;
  readonly change: (part: Partial<Kept & { locked: boolean; hidden: boolean }>) => void;
}

const BEGIN: Kept = { large: false, done: [], minutes: 5, ends: null, board: "", table: "", budget: null };

export function useDesk(given: Given): Desk {
  const key = `kkgsim ${given.place.name}`;
  const [state, set] = useState(() => ({ ...BEGIN, ...kept(key), locked: false, hidden: false }));
  useEffect(() => {
    const { locked: _, hidden: __, ...stays } = state;
    try {
      localStorage.setItem(key, JSON.stringify(stays));
    } catch {
      // a browser that keeps nothing for files forgets it when the page is closed
    }
  }, [state, key]);
  return { ...state, change: (part) => set((now) => ({ ...now, ...part })) };
}

/** What this browser keeps of before; only what has the kind that is expected. */
function kept(key: string): Partial<Kept> {
  try {
    const read = JSON.parse(localStorage.getItem(key) ?? "{}") as Record<string, unknown>;
    const known = Object.entries(read).filter(([name, value]) => {
      const wanted = BEGIN[name as keyof Kept];
      return Array.isArray(wanted) ? Array.isArray(value) : wanted === null ? value === null || typeof value === "number" : typeof value === typeof wanted;
    });
    return Object.fromEntries(known) as Partial<Kept>;
  } catch {
    return {};
  }
}

/** Seconds that are left of the time, each second anew; null while none runs. */
export function useLeft(ends: number | null): number | null {
  const [now, tick] = useState(Date.now());
  useEffect(() => {
    if (ends === null) return;
    tick(Date.now());
    const timer = setInterval(() => tick(Date.now()), 500);
    return () => clearInterval(timer);
  }, [ends]);
  return ends === null ? null : Math.max(0, Math.ceil((ends - now) / 1000));
}

/** Seconds as minutes and seconds. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
