/** Declarations that are small enough to look over, for tests. */

import type { Given } from "../src/page/declared";

const both = (text: string) => ({ en: text, id: text });
const setting = (name: string, low: number, high: number, step: number) => ({ name, label: both(name), low, high, usual: high / 2, step, source: "", unit: [both("u"), both("us")], written: "number", bracketed: false });

export const given = {
  months: 36, seed: 7, first_month: 7, replicates: 10, place: { name: "here", title: both("Here") },
  levers: [
    { name: "team", label: both("team"), about: both(""), payers: ["district", "donor"], origin: [], numbers: [], settings: [setting("size", 0, 12, 0.5), setting("formal", 0, 1, 0.05)] },
    { name: "visits", label: both("visits"), about: both(""), payers: ["district"], origin: [], numbers: [], settings: [setting("often", -1, 3, 0.25)] },
  ],
  numbers: [
    { name: "distance", low: 0.02, high: 0.15, value: 0.07, step: 0.0075 },
    { name: "price", low: 10, high: 10, value: 10, step: 0 },
  ],
  words: {
    plain: { en: "{who} came", id: "{who} hadir" },
    counted: { en: "{n:run} so far", id: "baru {n:run}" },
    count_run: { en: ["{n} run", "{n} runs"], id: ["{n} simulasi"] },
    page_million: { en: "million", id: "juta" },
    page_billion: { en: "billion", id: "miliar" },
  },
} as unknown as Given;
