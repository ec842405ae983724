/** What a room sets, and the ways in which it is handed on: addresses, codes, scenario files, history. */

import assert from "node:assert/strict";
import test from "node:test";

import { addressOf, opened } from "../src/page/address";
import { codeOf, decoded, isFault } from "../src/page/code";
import { after, begin } from "../src/page/history";
import { lineOf, readBoard, summary } from "../src/page/proposals";
import { scaled, scaledTo, soughtTo } from "../src/page/scaling";
import { NOTHING, same, withAim, withAssumption, withLever, withMonths, withPayer, withSetting } from "../src/page/state";
import type { Question } from "../src/page/state";
import { given } from "./given";

/** Numbers that look like chance and are the same each time. */
function luck(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function some(seed: number): Question {
  const draw = luck(seed);
  let question: Question = NOTHING;
  for (const lever of given.levers) {
    if (draw() < 0.3) continue;
    question = withLever(given, question, lever.name, true);
    for (const one of lever.settings) {
      const exact = one.low + Math.round((draw() * (one.high - one.low)) / one.step) * one.step;
      question = withSetting(given, question, lever.name, one.name, draw() < 0.5 ? Number(exact.toPrecision(12)) : Number((draw() * one.high).toFixed(3)));
    }
    if (draw() < 0.5) question = withMonths(given, question, lever.name, 1 + Math.floor(draw() * 10), 20 + Math.floor(draw() * 16));
    if (draw() < 0.5) question = withPayer(given, question, lever.name, lever.payers.at(-1) as string);
    if (draw() < 0.3) question = withAim(given, question, lever.name, { until: { outcome: "visited", above: draw() < 0.5, line: Math.round(draw() * 900) / 100, after_months: 6 } });
    if (draw() < 0.3 && !lever.everywhere) question = withAim(given, question, lever.name, { to: draw() < 0.5 ? { how: "neediest", many: draw() < 0.5 ? 2 : 0.25, clusters: [] } : { how: "clusters", many: 0, clusters: given.clusters.slice(1) } });
  }
  if (draw() < 0.3) question = { ...question, budget: { ceiling: Math.round(draw() * 1e9), priority: draw() < 0.5 ? [] : ["team"] } };
  const [phase] = question.policy;
  if (phase && draw() < 0.5) {
    const changes = [{ month: phase.start + 1, payer: null, settings: { [given.levers.find((one) => one.name === phase.lever)?.settings[0]?.name as string]: 0.3 } }];
    question = { ...question, policy: [{ ...phase, changes }, ...question.policy.slice(1)] };
  }
  return draw() < 0.5 ? withAssumption(question, "distance", 0.02 + draw() * 0.13) : question;
}

test("an address gives back what is set, what is pinned and what tables propose", () => {
  for (let seed = 0; seed < 200; seed++) {
    const kept = { slots: [{ letter: "A" as const, question: some(seed + 1) }, { letter: "C" as const, question: some(seed + 2) }], proposals: [{ name: "Meja 1 & 2", question: some(seed + 3) }] };
    const read = opened(given, addressOf(given, some(seed), "id", kept));
    assert.deepEqual(read.faults, []);
    assert.ok(same(read.question, some(seed)));
    assert.deepEqual(read.slots, kept.slots);
    assert.deepEqual(read.proposals, kept.proposals);
    assert.equal(read.language, "id");
  }
});

test("a code gives back what is set", () => {
  for (let seed = 0; seed < 400; seed++) {
    const read = decoded(given, codeOf(given, some(seed)).toLowerCase().replace(/-/g, " "));
    assert.ok(!isFault(read) && same(read, some(seed)), `seed ${seed}`);
  }
});

test("a code in which a letter was misheard is refused", () => {
  const code = codeOf(given, some(5));
  let refused = 0;
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (let at = 0; at < code.length; at++) {
    if (code[at] === "-") continue;
    const other = letters[(letters.indexOf(code[at] as string) + 7) % 32] as string;
    const read = decoded(given, code.slice(0, at) + other + code.slice(at + 1));
    if (isFault(read) || !same(read, some(5))) refused += isFault(read) ? 1 : 0;
    assert.ok(isFault(read) || same(read, some(5)), `letter ${at} gives another question`);
  }
  assert.ok(refused > code.length / 2);
});

test("a code of a page with other declarations is refused as such", () => {
  const other = { ...given, months: 24 } as typeof given;
  const read = decoded(other, codeOf(given, some(3)));
  assert.ok(isFault(read) && read.key === "page_fault_code_other");
});

test("letters that are taken for one another are read alike", () => {
  const question = withSetting(given, NOTHING, "team", "size", 5.5);
  const code = codeOf(given, question);
  assert.deepEqual(decoded(given, code.replace(/0/g, "O").replace(/1/g, "l")), question);
});

test("a board reads names, codes and links line by line", () => {
  const [one, other] = [some(1), some(4)];
  const text = [lineOf(given, { name: "Meja: 1", question: one }), "", `Meja 2 file:///x.html${addressOf(given, other, "en")}`, codeOf(given, one), "Meja 4: nonsense!"].join("\n");
  const { proposals, faults } = readBoard(given, text, (n) => `table ${n}`);
  assert.deepEqual(proposals.map((proposal) => proposal.name), ["Meja  1", "Meja 2", "table 3"]);
  assert.ok(same(proposals[1]?.question as Question, other));
  assert.deepEqual(faults.map(({ line }) => line), [5]);
});

test("the board's summary has the least, the middle and the most", () => {
  const sizes = [2, 4, 9].map((size) => withSetting(given, NOTHING, "team", "size", size));
  assert.deepEqual(summary(given, [...sizes, NOTHING]).map(({ setting, moved, values }) => [setting.name, moved, values]), [["size", 3, [0, 3, 9]]]);
});

test("what cannot be read in an address is said", () => {
  const key = (hash: string) => opened(given, hash).faults.map((fault) => fault.key);
  assert.deepEqual(key("#xyz"), ["page_fault_unreadable"]);
  assert.deepEqual(key("#v=9"), ["page_fault_version"]);
  assert.deepEqual(key("#v=1&lang=fr"), ["page_fault_language"]);
  assert.deepEqual(key("#v=1&q=3"), ["page_fault_part"]);
  assert.deepEqual(key("#v=1&A=p%3Dfairy,1,2,x"), ["page_fault_lever"]);
  assert.deepEqual(key(""), []);
});

test("a drag is one step back, and what was taken back can be done again", () => {
  let history = begin(NOTHING);
  for (const at of [0, 100, 200]) history = after(history, { type: "set", question: withSetting(given, NOTHING, "team", "size", 1 + at / 100), what: "size", at });
  assert.equal(history.past.length, 1);
  const moved = history.present;
  history = after(history, { type: "undo" });
  assert.ok(same(history.present, NOTHING));
  assert.ok(same(after(history, { type: "redo" }).present, moved));
});

test("a policy is scaled within its ranges", () => {
  const question = withSetting(given, NOTHING, "team", "size", 4);
  assert.equal(scaled(given, question, 2).policy[0]?.settings["size"], 8);
  assert.equal(scaled(given, question, 9).policy[0]?.settings["size"], 12);
});

test("a budget is found, and one out of reach is said", async () => {
  const question = withSetting(given, NOTHING, "team", "size", 4);
  const cost = async (one: Question): Promise<number> => 10 * (one.policy[0]?.settings["size"] ?? 0);
  const found = await scaledTo(given, question, 70, cost);
  assert.ok(found.met && Math.abs(found.reached - 70) <= 3.5);
  assert.ok(!(await scaledTo(given, question, 900, cost)).met);
});

test("a target is found whether more gives more or less, and the nearest where it is out of reach", async () => {
  for (const slope of [50, -50]) {
    const found = await soughtTo(async (share) => 60 + slope * share, 60 + slope * 0.3, 0.5);
    assert.ok(found.met && Math.abs(found.share - 0.3) < 0.02);
  }
  assert.deepEqual(await soughtTo(async (share) => 60 + 10 * share, 90, 0.5), { share: 1, reached: 70, met: false });
});
