// Plays worlds in Node with the built driver: node play.mjs JOB, where JOB is a JSON file with the paths of driver,
// layout, month (WebAssembly, or else the printed JavaScript) and worlds, and how many lanes. Prints a line a world: its
// digest and what played.
import fs from "node:fs";
import vm from "node:vm";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const read = (path) => fs.readFileSync(path, "utf8");
const kkgsim = vm.runInThisContext(`${read(job.driver)};kkgsim`);
const layout = JSON.parse(read(job.layout));
const clock = job.wasm
  ? await kkgsim.wasmClock(fs.readFileSync(job.wasm), layout)
  : kkgsim.javascriptClock(await import(job.javascript), layout);
for (const path of job.worlds) {
  const world = kkgsim.readWorld(fs.readFileSync(path));
  const replicates = Array.from({ length: world.counts.replicates }, (_, replicate) => replicate);
  const parts = kkgsim.batches(replicates, job.lanes, 1).map((batch) => kkgsim.play(clock, world, batch));
  console.log(JSON.stringify({ digest: kkgsim.together(parts).digest(), kind: clock.kind }));
}
