/** A policy as a page writes it down, and what of it acts. When what is paid for acts is printed from the rules
 * (`kkgsim.model.acting`); here are only the loops over settings, months and lanes. */

import type { Clock } from "./clock";
import { columnOf } from "./world";
import type { Numbers } from "./layout";
import type { Tensor } from "./world";

/** The printed functions, under the names that they have in Python. */
export interface Acting {
  whole_delay(months: number): number;
  paid_month(month: number, delay: number): number;
  acting(atWork: number, delay: number, paid: number, paidThen: number): number;
}

/** A lever: the rows of its settings, and the parameter that says how many months it takes. */
export interface LeverRows {
  readonly first: number;
  readonly count: number;
  readonly delay: string;
}

/** Write into a clock's table of settings as they act what follows from those that are committed (settings, months, 1
 * or replicates) and from the months that each lever has been at work (levers, months), with the delays of each lane. */
export function act(
  clock: Clock,
  functions: Acting,
  committed: Tensor,
  since: Tensor,
  replicates: readonly number[],
): void {
  const { place, numbers: target } = clock.array("effective");
  const months = place.cells / place.lanes;
  const own = clock.array("parameters");
  const wide = committed.shape.at(-1) ?? 1;
  clock.layout.levers.forEach((lever, row) => {
    const atWork = since.data.subarray(row * months, (row + 1) * months);
    if (!atWork.some((month) => month > 0)) return;
    const at = own.place.columns.indexOf(lever.delay) * own.place.cells;
    for (let lane = 0; lane < place.lanes; lane++) {
      const delay = functions.whole_delay(own.numbers[at + lane] as number);
      for (let setting = lever.first; setting < lever.first + lever.count; setting++) {
        const paid = paidFor(committed.data, setting * months, months, wide, columnOf(committed, replicates[lane] as number));
        fillRow(target.subarray(setting * place.cells + lane), place.lanes, functions, { paid, atWork, delay });
      }
    }
  });
}

/** What is paid for of a setting, month by month, in one of the replicates of a wide table. */
function paidFor(data: Numbers, first: number, months: number, wide: number, replicate: number): Numbers {
  if (wide === 1) return data.subarray(first, first + months);
  return Float64Array.from({ length: months }, (_, month) => data[(first + month) * wide + replicate] as number);
}

function fillRow(
  target: Numbers,
  step: number,
  functions: Acting,
  { paid, atWork, delay }: { paid: Numbers; atWork: Numbers; delay: number },
): void {
  for (let month = 0; month < paid.length; month++) {
    const then = paid[functions.paid_month(month, delay)] as number;
    target[month * step] = functions.acting(atWork[month] as number, delay, paid[month] as number, then);
  }
}
