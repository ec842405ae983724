/** A district's budget: no ceiling is broken, what comes first is covered first, and no run depends on another. */

import assert from "node:assert/strict";
import test from "node:test";

import type { Changed } from "../src/messages";
import { fitted } from "../src/page/budget";
import { covered, reachOf } from "../src/page/budget_search";
import { NOTHING, withSetting } from "../src/page/state";
import { aimTexts, aimOf } from "../src/page/aiming";
import { changed } from "../src/page/tables";
import { Result } from "../src/result";
import { given } from "./given";

const PRICE = [1000, 3000];
const parameters = { shape: [2, 4], data: new Float64Array(8) };
const both = withSetting(given, withSetting(given, NOTHING, "team", "size", 4), "visits", "often", 2);
const asks = 12 * (4 * 1000 + 2 * 3000); // in each year

/** A world in which every unit that is paid for costs its price, more in later runs. */
function play(changes: Changed, replicates: readonly number[]): Result {
  const table = changes["committed"] as { shape: readonly number[]; data: Float64Array };
  const [wide, months] = [table.shape[2] as number, given.months];
  const ledger = new Float64Array(2 * months * replicates.length);
  [0, 2].forEach((setting, item) => {
    for (let month = 0; month < months; month++) replicates.forEach((replicate, lane) => {
      const paid = table.data[(setting * months + month) * wide + (wide === 1 ? 0 : lane)] as number;
      ledger[(item * months + month) * replicates.length + lane] = Math.round(paid * (PRICE[item] as number) * (1 + replicate));
    });
  });
  return new Result(replicates, { ledger });
}

async function shared(ceiling: number, priority: string[], replicates = [0]): Promise<{ asked: Float64Array; covered: Float64Array; spent: number[] }> {
  const found = await fitted(given, parameters, { ...both, budget: { ceiling, priority } }, replicates, async (changes) => play(changes, replicates));
  const ledger = found.result.tables["ledger"] as Float64Array;
  const spent = replicates.map((_, lane) => ledger.filter((_, at) => at % replicates.length === lane).reduce((sum, one) => sum + one, 0) / 3);
  return { asked: found.use.tables["asked"] as Float64Array, covered: found.use.tables["covered"] as Float64Array, spent };
}

test("a queue is covered from its beginning, and what asks for nothing needs no cover", () => {
  const queue = [[100], [0], [50]].map((row) => Float64Array.from(row));
  assert.deepEqual(covered(queue, Float64Array.of(1.5)).map((row) => row[0]), [1, 1, 0.5]);
  assert.deepEqual(covered(queue, Float64Array.of(-1)).map((row) => row[0]), [0, 0, 0]);
  assert.equal(reachOf(queue, Float64Array.of(125))[0], 1.5);
});

test("enough money covers everything", async () => {
  const { asked, covered, spent } = await shared(asks, []);
  assert.deepEqual(covered, asked);
  assert.equal(spent[0], asks);
});

test("less money covers what comes first, and breaks no ceiling", async () => {
  const first = await shared(asks / 2, ["team"]);
  assert.deepEqual([...first.asked.slice(0, 3)], [48_000, 48_000, 48_000]);
  assert.deepEqual(first.covered.slice(0, 3), first.asked.slice(0, 3));
  const other = await shared(asks / 2, []);
  assert.ok((other.covered[0] as number) === 0 && (other.covered[3] as number) > 0, "without a say the usual order holds");
  for (const { spent } of [first, other]) assert.ok((spent[0] as number) <= asks / 2 && (spent[0] as number) > 0.9 * (asks / 2));
  assert.equal((await shared(0, [])).spent[0], 0);
});

test("a run's answer is its own, whichever runs are beside it", async () => {
  const [alone, beside] = [await shared(asks / 2, ["team"], [1]), await shared(asks / 2, ["team"], [0, 1])];
  assert.deepEqual(beside.covered.filter((_, at) => at % 2 === 1), alone.covered);
});

test("what cannot be aimed so is refused", () => {
  const [team, visits] = given.levers as [never, never];
  const refused = (lever: never, text: string): boolean => {
    const faults: { key: string }[] = [];
    aimOf(given, lever, [text], faults as never);
    return faults.length === 1 && faults[0]?.key === "page_fault_aim";
  };
  for (const text of ["@to:neediest:2.5", "@to:neediest:0", "@to:clusters:Gugus 9", "@to:nearest:2", "@when:held:above:1.2:3", "@when:held:beside:0.5:3", "@until:visited:above:2:5", "@until:luck:above:2:12", "@then:held:above:0.5:3"]) {
    assert.ok(refused(team, text), text);
  }
  assert.ok(refused(visits, "@to:neediest:2"), "a lever for the whole place");
  const aim = { to: { how: "clusters", many: 0, clusters: ["Gugus: 2|B"] }, when: null, until: { outcome: "held", above: false, line: 0.25, after_months: 12 } };
  assert.deepEqual(aimOf(given, team, aimTexts(aim), []), aim);
});

test("targets stand in the tables of the month", () => {
  const to = { how: "clusters", many: 0, clusters: ["Gugus 3"] };
  const policy = both.policy.map((phase) => (phase.lever === "team" ? { ...phase, start: 5, to } : phase));
  const tables = changed(given, { ...both, policy });
  assert.deepEqual([...(tables["lists.listed"]?.data ?? [])], [0, 0, 1]);
  const aims = tables["aims"]?.data as Float64Array;
  assert.deepEqual([aims[3], aims[4], aims[36 + 4], aims[72 + 4]], [0, 1, 3, 1]);
  assert.equal(changed(given, both)["aims"], undefined, "and nowhere where nothing is aimed");
});
