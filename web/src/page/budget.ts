/** A district that can spend only so much a year: how far down the order of its levers the money reaches, year by year
 * and run by run. It is the search of `kkgsim.engine.budget`, step by step, so that a page has Python's digest; its
 * numbers come from there. A run's answer is its own, whichever runs are beside it. */

import type { Changed } from "../messages";
import { Result } from "../result";
import type { Tensor } from "../world";
import { covered, Search, summed } from "./budget_search";
import type { Table } from "./budget_search";
import { YEAR, paysFor, payerOf } from "./costs";
import type { Given } from "./declared";
import type { Question } from "./state";
import { changed as withTables } from "./tables";

type Play = (changed: Changed) => Promise<Result>;

export interface Fitted {
  readonly result: Result;
  /** Rupiah that was asked for and covered (levers, years, replicates). */
  readonly use: Result;
  /** What was played: what is paid for in each run. */
  readonly changed: Changed;
}

/** The runs of a question with a budget, for replicates that follow each other. */
export async function fitted(given: Given, parameters: Tensor, question: Question, replicates: readonly number[], play: Play): Promise<Fitted> {
  const district = new District(given, question, parameters, replicates);
  const whole = withTables(given, question);
  const free = await play(whole);
  const lanes = replicates.map((_, lane) => new Lane(given, district, free, lane));
  let [result, changed] = [free, whole];
  for (let pass = 0; pass < given.budget.passes; pass++) {
    lanes.forEach((lane) => lane.begin());
    let tries = 0;
    const over = (): boolean => lanes.every((lane) => lane.search.content)
      || tries >= given.budget.searches + (lanes.every((lane) => lane.search.lawful) ? 0 : given.budget.cautious);
    const run = async (reach: (lane: Lane) => Float64Array): Promise<void> => {
      lanes.forEach((lane) => lane.cover(reach(lane)));
      changed = { ...whole, committed: district.committed(whole["committed"] as Tensor, lanes.map((lane) => lane.shares)) };
      result = await play(changed);
    };
    while (!over()) {
      await run((lane) => lane.search.reach);
      tries++;
      for (const lane of lanes) lane.see(result, tries);
    }
    if (!lanes.every((lane) => lane.search.atBest)) {
      await run((lane) => lane.search.best);
      for (const lane of lanes) lane.note(result);
    }
    if (!lanes.map((lane) => lane.again()).some(Boolean)) break;
  }
  return { result, changed, use: new Result([...replicates], { asked: used(lanes, (lane) => lane.asked), covered: used(lanes, (lane) => lane.covered()) }) };
}

function used(lanes: readonly Lane[], table: (lane: Lane) => Table): Float64Array {
  const tables = lanes.map(table);
  return Float64Array.from((tables[0] as Table).flatMap((row, lever) => [...row].flatMap((_, year) => tables.map((one) => (one[lever] as Float64Array)[year] as number))));
}

/** What of a question its district pays for. */
class District {
  readonly ceilings: Float64Array;
  /** The rank of each lever in the order of priority. */
  readonly order: readonly number[];
  readonly #leverOf: readonly number[];
  readonly #paid: readonly boolean[][];
  readonly #cut: readonly { readonly lever: number; readonly months: readonly boolean[]; readonly today: Float64Array }[];

  constructor(
    readonly given: Given,
    question: Question,
    parameters: Tensor,
    readonly replicates: readonly number[],
  ) {
    const { months, budget, levers, items } = given;
    const { ceiling, priority } = question.budget as { ceiling: number; priority: readonly string[] };
    const years = Math.ceil(months / YEAR);
    this.ceilings = Float64Array.from({ length: years }, (_, year) => Math.floor((ceiling * Math.min(YEAR, months - year * YEAR)) / YEAR));
    this.order = [...new Set([...priority, ...budget.order])].map((name) => levers.findIndex((lever) => lever.name === name));
    this.#leverOf = items.map((item) => levers.findIndex((lever) => lever.name === item.lever));
    const each = Array.from({ length: months }, (_, month) => month);
    this.#paid = items.map((item) => each.map((month) => paysFor(given, question, item, month) === budget.payer));
    this.#cut = levers.flatMap((lever, rank) => {
      const own = each.map((month) => payerOf(given, question, lever.name, month) === budget.payer);
      return lever.settings.map((setting) => {
        const alone = items.some((item) => item.lever === lever.name && item.payer === budget.payer && item.setting === setting.name);
        return { lever: rank, months: own.map((one) => one || alone), today: this.#today(setting.today, question, parameters) };
      });
    });
  }

  /** Today's value of what a setting replaces, run by run; zero where its own zero is today. */
  #today(name: string, question: Question, parameters: Tensor): Float64Array {
    const held = question.assumptions[name];
    const columns = this.given.layout.tables.find((table) => table.name === "parameters")?.columns ?? [];
    const [row, wide] = [columns.indexOf(name), parameters.shape.at(-1) as number];
    return Float64Array.from(this.replicates, (replicate) => (name === "" ? 0 : (held ?? (parameters.data[row * wide + replicate] as number))));
  }

  /** Rupiah that each lever costs the district in each year of one run. */
  asked(result: Result, lane: number): Table {
    const { given, ceilings } = this;
    const [ledger, lanes] = [result.tables["ledger"] as Float64Array, result.replicates.length];
    const asked = given.levers.map(() => new Float64Array(ceilings.length));
    given.items.forEach((_, rank) => {
      const row = asked[this.#leverOf[rank] as number];
      for (let month = 0; row && month < given.months; month++) {
        const year = Math.floor(month / YEAR);
        if (this.#paid[rank]?.[month]) row[year] = (row[year] as number) + (ledger[(rank * given.months + month) * lanes + lane] as number);
      }
    });
    return asked;
  }

  /** Settings by the part of them that is covered in each run. */
  committed(whole: Tensor, shares: readonly Table[]): Tensor {
    const [months, lanes] = [this.given.months, shares.length];
    const data = new Float64Array(whole.data.length * lanes);
    this.#cut.forEach(({ lever, months: cut, today }, setting) => {
      for (let month = 0; month < months; month++) {
        const paid = whole.data[setting * months + month] as number;
        for (let lane = 0; lane < lanes; lane++) {
          const share = cut[month] ? ((shares[lane]?.[lever] as Float64Array)[Math.floor(month / YEAR)] as number) : 1;
          const now = today[lane] as number;
          const part = paid * share > 0 ? now + share * (paid - now) : 0;
          data[(setting * months + month) * lanes + lane] = share === 1 ? paid : part;
        }
      }
    });
    return { shape: [this.#cut.length, months, lanes], data, first: this.replicates[0] as number };
  }
}

/** One run: what its levers ask for, and how much of it is covered. */
class Lane {
  asked: Table;
  shares: Table;
  search!: Search;
  readonly #free: Float64Array;
  #late: Table;
  #unasked: Table;

  constructor(
    private readonly given: Given,
    private readonly district: District,
    free: Result,
    private readonly lane: number,
  ) {
    this.asked = district.asked(free, lane);
    this.#free = summed(this.asked);
    [this.shares, this.#late, this.#unasked] = [this.asked.map((row) => row.map(() => 1)), empty(this.asked), empty(this.asked)];
  }

  get #queue(): Table {
    return this.district.order.map((rank) => this.asked[rank] as Float64Array);
  }

  begin(): void {
    this.search = new Search(this.given, this.district.ceilings, this.#queue, this.#free);
    this.#unasked = empty(this.asked);
  }

  cover(reach: Float64Array): void {
    const covers = covered(this.#queue, reach);
    const shares: Float64Array[] = [];
    this.district.order.forEach((rank, at) => (shares[rank] = covers[at] as Float64Array));
    this.shares = shares;
  }

  see(result: Result, tries: number): void {
    this.search.see(summed(this.note(result)), tries);
  }

  /** What a try cost, and of it what nobody had asked for. */
  note(result: Result): Table {
    const cost = this.district.asked(result, this.lane);
    this.#unasked = cost.map((row, lever) => row.map((one, year) => ((this.asked[lever] as Float64Array)[year] as number) > 0 ? 0 : one));
    this.#late = this.#late.map((row, lever) => row.map((one, year) => Math.max(one, (this.#unasked[lever] as Float64Array)[year] as number)));
    return cost;
  }

  /** Ask for what came late, where that matters, and say whether anything did. */
  again(): boolean {
    const matters = this.search.best.some((reach) => reach < 0) || this.#unasked.some((row) => row.some((one) => one > 0));
    const late = this.#late;
    if (!matters || !late.some((row) => row.some((one) => one > 0))) return false;
    this.asked = this.asked.map((row, lever) => row.map((one, year) => (one > 0 ? one : ((late[lever] as Float64Array)[year] as number))));
    this.#late = empty(this.asked);
    return true;
  }

  covered(): Table {
    return this.asked.map((row, lever) => row.map((one, year) => one * ((this.shares[lever] as Float64Array)[year] as number)));
  }
}

function empty(table: Table): Table {
  return table.map((row) => new Float64Array(row.length));
}
