/** Proposals of the tables of a room, as they are handed in: a line each, a name if it has one, then a link or a code. */

import { opened } from "./address";
import type { Fault } from "./address";
import { codeOf, decoded, isFault } from "./code";
import type { Given } from "./declared";
import { valueOf } from "./state";
import type { Question } from "./state";

export interface Proposal {
  readonly name: string;
  readonly question: Question;
}

export interface ReadBoard {
  readonly proposals: readonly Proposal[];
  /** What could not be read, with the number of its line. */
  readonly faults: readonly { readonly line: number; readonly fault: Fault }[];
}

/** The proposals of a text. One that has no name is called by its number. */
export function readBoard(given: Given, text: string, nameless: (n: number) => string): ReadBoard {
  const proposals: Proposal[] = [];
  const faults: { line: number; fault: Fault }[] = [];
  text.split("\n").forEach((line, rank) => {
    if (line.trim() === "") return;
    const { name, said } = parts(line);
    const tell = (fault: Fault): void => void faults.push({ line: rank + 1, fault });
    const called = name || nameless(proposals.length + 1);
    if (said.includes("#")) {
      const read = opened(given, said.slice(said.indexOf("#")));
      read.faults.forEach(tell);
      proposals.push({ name: called, question: read.question });
    } else {
      const read = decoded(given, said);
      if (isFault(read)) tell(read);
      else proposals.push({ name: called, question: read });
    }
  });
  return { proposals, faults };
}

/** A line's name, and its link or code. */
function parts(line: string): { name: string; said: string } {
  const link = /(\S*#\S*)\s*$/.exec(line);
  const at = link ? link.index : line.lastIndexOf(":") + 1;
  return { name: line.slice(0, at).replace(/[:\s]+$/, "").trim(), said: line.slice(at).trim() };
}

/** A proposal as a line of the board. */
export function lineOf(given: Given, { name, question }: Proposal): string {
  return `${name.replace(/[\n:#|]/g, " ").trim()}: ${codeOf(given, question)}`;
}

export type Row = { lever: Given["levers"][number]; setting: Given["levers"][number]["settings"][number]; moved: number; values: number[] };

/** Every setting that some proposal moves: the least, the middle and the most. */
export function summary(given: Given, proposals: readonly Question[]): Row[] {
  return given.levers.flatMap((lever) => lever.settings.flatMap((setting) => {
    const values = proposals.map((question) => valueOf(question, lever.name, setting.name)).sort((one, other) => one - other);
    const moved = values.filter((value) => value !== 0).length;
    const middle = ((values[Math.floor((values.length - 1) / 2)] ?? 0) + (values[Math.floor(values.length / 2)] ?? 0)) / 2;
    return moved ? [{ lever, setting, moved, values: [values[0] ?? 0, middle, values.at(-1) ?? 0] }] : [];
  }));
}
