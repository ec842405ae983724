/** Declarations that are small enough to look over, for tests. */

import type { Given } from "../src/page/declared";

const both = (text: string) => ({ en: text, id: text });
const setting = (name: string, low: number, high: number, step: number) => ({ name, label: both(name), low, high, usual: high / 2, step, source: "", today: "", unit: [both("u"), both("us")], written: "number", bracketed: false });

export const given = {
  months: 36, seed: 7, first_month: 7, replicates: 10, place: { name: "here", title: both("Here") },
  levers: [
    { name: "team", everywhere: false, label: both("team"), about: both(""), payers: ["district", "donor"], origin: [], numbers: [], settings: [setting("size", 0, 12, 0.5), setting("formal", 0, 1, 0.05)] },
    { name: "visits", everywhere: true, label: both("visits"), about: both(""), payers: ["district"], origin: [], numbers: [], settings: [setting("often", -1, 3, 0.25)] },
  ],
  numbers: [
    { name: "distance", low: 0.02, high: 0.15, value: 0.07, step: 0.0075 },
    { name: "price", low: 10, high: 10, value: 10, step: 0 },
  ],
  clusters: ["Gugus 1", "Gugus: 2|B", "Gugus 3"], part: null,
  outcomes: [{ name: "held", label: both("held"), unit: "share" }, { name: "visited", label: both("visited"), unit: "count" }],
  units: { share: { name: "share", high: 1 }, count: { name: "count" } },
  aims: { columns: ["begins", "how", "many", "when", "when_line", "when_months", "until", "until_line", "until_months"], how: ["all", "neediest", "remotest", "clusters"], seen: { held: 1, visited: 6 }, longest: 60, highest: 1e6 },
  budget: { payer: "district", order: ["visits", "team"], lowest: 0, highest: 1e14, searches: 8, cautious: 3, cautions: [1, 0.8, 0.64, 0.512], near: 0.96, aim: 0.985, caution: 0.8, passes: 3 },
  items: [{ name: "wages", lever: "team", payer: null, setting: "" }, { name: "fares", lever: "visits", payer: null, setting: "" }],
  layout: { tables: [{ name: "parameters", columns: ["distance", "price"] }] },
  words: {
    plain: { en: "{who} came", id: "{who} hadir" },
    counted: { en: "{n:run} so far", id: "baru {n:run}" },
    count_run: { en: ["{n} run", "{n} runs"], id: ["{n} simulasi"] },
    page_million: { en: "million", id: "juta" },
    page_billion: { en: "billion", id: "miliar" },
  },
} as unknown as Given;
