/** What teachers weighed in a month: the months before with whatever clock there is, then the printed decision on its
 * tables (`kkgsim.engine.printing.decision`). */

import type { Acting } from "./acting";
import type { Arrays, Clock } from "./clock";
import type { Numbers } from "./layout";
import type { Decision } from "./messages";
import { begin, column } from "./play";
import type { World } from "./world";

/** The printed functions by name; each takes a world on one lane and a month from 0. */
export type Deciding = Readonly<Record<string, (world: Arrays, month: number) => void>>;

const WEIGHED = /^weigh_one_(\d+)$/;
/** How strong a tie is at least that counts as one, as in the network of Python. */
const TIED = 0.5;

/** What all teachers of a replicate weighed in a month (from 0). Throws where the page has no printed decision. */
export function explain(clock: Clock, functions: Acting, deciding: Deciding, world: World, replicate: number, month: number): Decision {
  begin(clock, functions, world, [replicate]);
  clock.advance(0, month);
  const arrays = clock.arrays();
  const ties = tied(clock, arrays);
  const run = (name: string): void => {
    const play = deciding[name];
    if (play === undefined) throw new Error(`this page has no function ${name}`);
    play(arrays, month);
  };
  const teachers = (name: string): Float64Array => {
    const { place, numbers } = clock.array("teacher");
    return Float64Array.from(column(numbers, place, name));
  };
  run("open_month");
  const ranks = Object.keys(deciding).flatMap((name) => WEIGHED.exec(name)?.slice(1).map(Number) ?? []);
  const read = (name: string): Float64Array => {
    run(name);
    return teachers("inclined");
  };
  const weighed = ranks.sort((one, other) => one - other).map((rank) => read(`weigh_one_${rank}`));
  const draw = read("draw_one");
  run("decide_month");
  return { month, weighed, draw, chance: teachers("chance"), attended: teachers("attended"), ties };
}

/** The teachers of each tie as it stood when the month began, a pair after the other. */
function tied(clock: Clock, arrays: Arrays): Int32Array {
  const { place, numbers } = clock.array("tie");
  const [one, other] = [arrays["tie_a"] as Numbers, arrays["tie_b"] as Numbers];
  const pairs: number[] = [];
  column(numbers, place, "strength").forEach((strength, tie) => {
    if (strength > TIED) pairs.push(one[tie] as number, other[tie] as number);
  });
  return Int32Array.from(pairs);
}
