// Plays worlds in Node with the driver of the browser: node play.mjs JOB, where JOB is a JSON file with the paths of
// driver, layout, functions, month (wasm, or else javascript) and worlds, how many lanes, and how often to play each world and
// measure. Prints a line of JSON a world: its digest, what played, and seconds of the processor for one play.
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const kkgsim = vm.runInThisContext(`${fs.readFileSync(job.driver, "utf8")};kkgsim`);
const layout = JSON.parse(fs.readFileSync(job.layout, "utf8"));
const clock = job.wasm
  ? await kkgsim.wasmClock(fs.readFileSync(job.wasm), layout)
  : kkgsim.javascriptClock(await import(pathToFileURL(job.javascript)), layout);
const functions = await import(pathToFileURL(job.functions));
const WARM = 3; // plays before any is measured, for Node compiles what is played often a second time

for (const path of job.worlds) {
  const world = kkgsim.readWorld(fs.readFileSync(path));
  const replicates = Array.from({ length: world.counts.replicates }, (_, replicate) => replicate);
  const batches = kkgsim.batches(replicates, job.lanes, 1);
  const play = () => batches.map((batch) => kkgsim.play(clock, functions, world, batch));
  const digest = kkgsim.together(play()).digest();
  for (let turn = 1; turn < WARM && job.repeats > 0; turn++) play();
  const begun = process.cpuUsage();
  for (let turn = 0; turn < job.repeats; turn++) play();
  const { user, system } = process.cpuUsage(begun);
  const seconds = job.repeats > 0 ? (user + system) / 1e6 / job.repeats : 0;
  console.log(JSON.stringify({ digest, kind: clock.kind, seconds }));
}
