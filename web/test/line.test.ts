/** What waits while the hand moves, and what a part of a place is asked. */

import assert from "node:assert/strict";
import test from "node:test";

import { firstRuns, Line } from "../src/page/line";
import { asked, partOf, speaksFor } from "../src/page/part";
import { NOTHING, withAim, withLever } from "../src/page/state";
import type { Question, Target } from "../src/page/state";
import type { Given } from "../src/page/declared";
import { given } from "./given";

test("steps that come in fits are answered in order, none left out", () => {
  const line = new Line<number>();
  [1, 2, 3].forEach((step) => line.join(step, 60));
  assert.deepEqual([line.next(), line.next()], [1, 2]);
  [4, 5].forEach((step) => line.join(step, 60));
  assert.deepEqual([line.next(), line.next(), line.next(), line.next()], [3, 4, 5, undefined]);
});

test("a hand that is faster for long leaves the earliest out, never the latest", () => {
  const line = new Line<number>();
  for (let step = 1; step <= 10; step++) line.join(step, 60);
  assert.equal(line.length, 3);
  assert.deepEqual([line.next(), line.next(), line.next()], [8, 9, 10]);
});

test("where an answer takes long only the latest waits", () => {
  const line = new Line<number>();
  for (let step = 1; step <= 10; step++) line.join(step, 400);
  assert.deepEqual([line.next(), line.length], [10, 0]);
});

test("a first answer has the most runs that Workers play in time", () => {
  const alike = (took: number) => Array.from({ length: 9 }, () => took);
  assert.deepEqual([5, 15, 40, 400].map((took) => firstRuns(alike(took), 2, 2)), [16, 8, 4, 4]);
  assert.deepEqual([1, 4, 8].map((workers) => firstRuns(alike(12), 2, workers)), [4, 16, 16]);
  assert.equal(firstRuns([900, 14, 15, 13, 14], 2, 2), 8, "what was held up once counts for little");
  assert.equal(firstRuns([], 2, 2), 4, "nothing is known yet");
});

const large = {
  ...given, clusters: Array.from({ length: 100 }, (_, rank) => `Gugus ${rank}`), map: { schools: Array.from({ length: 500 }) },
  part: { clusters: ["Gugus 1", "Gugus 40", "Gugus 70", "Gugus 99"], schools: 25, replicates: 8, world: "" },
} as unknown as Given;
const part = partOf(large) as Given;

function aimed(to: Target): Question {
  return withAim(large, withLever(large, { ...NOTHING, budget: { ceiling: 1e9, priority: [] } }, "team", true), "team", { to });
}

test("a part has its part of a budget and the same share of clusters", () => {
  const question = asked(part, aimed({ how: "neediest", many: 50, clusters: [] }));
  assert.equal(question.budget?.ceiling, 5e7);
  assert.equal(question.policy[0]?.to?.many, 0.5);
  assert.equal(asked(part, aimed({ how: "neediest", many: 0.3, clusters: [] })).policy[0]?.to?.many, 0.3);
  const whole = aimed({ how: "neediest", many: 50, clusters: [] });
  assert.equal(asked(large, whole), whole);
  assert.equal(partOf(given), null);
});

test("a part does not speak for named clusters, nor for fewer than one of it", () => {
  assert.ok(speaksFor(part, NOTHING));
  assert.ok(speaksFor(part, aimed({ how: "remotest", many: 25, clusters: [] })));
  assert.ok(!speaksFor(part, aimed({ how: "remotest", many: 24, clusters: [] })));
  assert.ok(!speaksFor(part, aimed({ how: "remotest", many: 0.1, clusters: [] })));
  assert.ok(!speaksFor(part, aimed({ how: "clusters", many: 0, clusters: ["Gugus 1"] })));
});
