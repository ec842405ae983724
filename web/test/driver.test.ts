/** The driver: batches, results put together, worlds read. */

import assert from "node:assert/strict";
import test from "node:test";

import { digestInPieces } from "../src/digest";
import { workerSource } from "../src/ensemble";
import { batches, together } from "../src/result";
import { FORMAT, readWorld } from "../src/world";

const part = (replicates: number[]) => ({ replicates, tables: { one: Float64Array.from([...replicates, ...replicates.map((rank) => 10 * rank)]) } });

test("batches hold every replicate once, none too many, and keep all Workers busy", () => {
  for (const [count, lanes, workers] of [[1, 4, 2], [7, 4, 2], [8, 4, 3], [100, 16, 2]] as const) {
    const replicates = Array.from({ length: count }, (_, rank) => rank);
    const cut = batches(replicates, lanes, workers);
    assert.deepEqual(cut.flat(), replicates);
    assert.ok(cut.every((batch) => batch.length <= lanes && batch.length > 0));
    assert.ok(cut.length >= Math.min(workers, count));
  }
});

test("batches are put together with replicates innermost", () => {
  const whole = together([part([0, 1]), part([2])]);
  assert.deepEqual([...(whole.tables["one"] as Float64Array)], [0, 1, 2, 0, 10, 20]);
  assert.deepEqual(whole.replicates, [0, 1, 2]);
});

test("a digest does not depend on batches, and one bit changes it", async () => {
  const digest = together([part([0, 1]), part([2])]).digest();
  assert.equal(together([part([0, 1, 2])]).digest(), digest);
  assert.equal(await digestInPieces(together([part([0]), part([1, 2])]), () => true), digest);
  assert.notEqual(together([part([0, 1, 3])]).digest(), digest);
  assert.equal(await digestInPieces(together([part([0])]), () => false), "");
});

/** A world with one tensor, cut off where it is asked for. */
function world(format: string, cut = 0, dtype = "F64"): Uint8Array {
  const header = JSON.stringify({ __metadata__: { format, counts: "{\"months\": 3}" }, t: { dtype, shape: [2], data_offsets: [0, 16] } });
  const text = new TextEncoder().encode(header + " ".repeat((8 - (header.length % 8)) % 8));
  const bytes = new Uint8Array(8 + text.length + 16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  new DataView(bytes.buffer).setFloat64(8 + text.length + 8, 2.5, true);
  return bytes.slice(0, bytes.length - cut);
}

test("a world is read, and one that is cut off or of another kind is refused in words", () => {
  const read = readWorld(world(FORMAT));
  assert.deepEqual([...(read.tensors.get("t")?.data ?? [])], [0, 2.5]);
  assert.equal(read.counts["months"], 3);
  assert.throws(() => readWorld(world(FORMAT, 8)), /cut off within t/);
  assert.throws(() => readWorld(world("other")), /format other/);
  assert.throws(() => readWorld(world(FORMAT, 0, "I8")), /type I8/);
  assert.throws(() => readWorld(new Uint8Array(3)), /no header/);
});

test("a Worker's script has the printed functions in front", () => {
  const source = workerSource({ layout: {} as never, wasm: new Uint8Array(), functions: "function delay(n) { return n; }", decision: "function open_month(world, month) {}" });
  assert.match(source, /self\.kkgsimFunctions = [^]*return \{ delay \}/);
  assert.match(source, /self\.kkgsimDecision = [^]*return \{ open_month \}/);
});
