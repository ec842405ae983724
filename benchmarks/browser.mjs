// Plays a world in Node with the built driver and prints the processor's seconds of one play: node browser.mjs JOB,
// where JOB is a JSON file with the paths of driver, layout, world and month (wasm, or else javascript), and repeats.
import fs from "node:fs";
import vm from "node:vm";

const job = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const kkgsim = vm.runInThisContext(`${fs.readFileSync(job.driver, "utf8")};kkgsim`);
const layout = JSON.parse(fs.readFileSync(job.layout, "utf8"));
const clock = job.wasm
  ? await kkgsim.wasmClock(fs.readFileSync(job.wasm), layout)
  : kkgsim.javascriptClock(await import(job.javascript), layout);
const world = kkgsim.readWorld(fs.readFileSync(job.world));
const replicates = Array.from({ length: world.counts.replicates }, (_, replicate) => replicate);
let played;
for (let warm = 0; warm < 3; warm++) played = kkgsim.play(clock, world, replicates); // the engine compiles hot code again
const begin = process.cpuUsage();
for (let turn = 0; turn < job.repeats; turn++) kkgsim.play(clock, world, replicates);
const { user, system } = process.cpuUsage(begin);
console.log(JSON.stringify({ seconds: (user + system) / 1e6 / job.repeats, digest: kkgsim.together([played]).digest() }));
