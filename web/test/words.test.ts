/** Numbers and words as people write them. */

import assert from "node:assert/strict";
import test from "node:test";

import { roundedTo, Speech, typed } from "../src/page/words";
import { given } from "./given";

test("numbers are written in the language", () => {
  const [en, id] = [new Speech(given, "en"), new Speech(given, "id")];
  assert.equal(en.decimal(1234.5, 1), "1,234.5");
  assert.equal(id.decimal(-1234.5, 1), "−1.234,5");
  assert.equal(id.rupiah(267_800_000, true), "+Rp 267,8 juta");
  assert.equal(en.percent(0.625), "62 %");
  assert.equal(id.t("counted", { n: 3 }), "baru 3 simulasi");
  assert.equal(en.t("counted", { n: 1 }), "1 run so far");
  assert.throws(() => en.t("nowhere"), /nowhere/);
});

test("what lies between two goes to the even digit, and only that", () => {
  assert.equal(roundedTo(0.125, 2), 0.12);
  assert.equal(roundedTo(0.375, 2), 0.38);
  assert.equal(roundedTo(62.5, 0), 62);
  assert.equal(roundedTo(-2.5, 0), -2);
  assert.equal(roundedTo(0.015, 2), 0.01);
  assert.equal(roundedTo(1.005, 2), 1);
  assert.equal(roundedTo(7, 2), 7);
});

test("comma and point are both taken", () => {
  assert.equal(typed("2,5", "id"), 2.5);
  assert.equal(typed("2.5", "id"), 2.5);
  assert.equal(typed("1.234.567", "id"), 1234567);
  assert.equal(typed("30.000", "id"), 30000);
  assert.equal(typed("30.000", "en"), 30);
  assert.equal(typed("Rp 1,5", "en"), 1.5);
  assert.equal(typed("12 %", "en"), 12);
  assert.equal(typed("many", "en"), null);
});
