/** A picture to take away: as SVG, as PNG, and its numbers as CSV. */

import type { Answer } from "./answer";
import { codeOf } from "./code";
import type { Lines } from "./chart";
import type { Outcome } from "./declared";
import type { Speech } from "./words";

/** Twice the size on the screen, for print. */
const [WIDE, HIGH] = [1280, 680];

interface CurveProps {
  readonly answer: Answer;
  readonly outcome: Outcome;
  readonly speech: Speech;
  readonly lines: Lines;
}

/** The curves of an outcome. */
export function ExportCurves({ answer, outcome, speech, lines }: CurveProps) {
  return <Export {...{ speech }} name={`${answer.given.place.name}-${outcome.name}`} title={speech.of(outcome.label)} stamp={() => stampOf(answer, speech)} table={() => curves(lines)} />;
}

interface Props {
  readonly speech: Speech;
  /** Of the file, without what says its kind. */
  readonly name: string;
  readonly title: string;
  /** Where it comes from, in words. */
  readonly stamp: () => string;
  /** Its numbers: a head, then rows. */
  readonly table: () => Table;
}

type Table = readonly (readonly (string | number | undefined)[])[];

/** Ways to take the picture of the figure around it away. */
export function Export({ speech, name, title, stamp, table }: Props) {
  const take = (event: Event, kind: "svg" | "png" | "csv"): void => {
    const svg = (event.currentTarget as Element).closest("figure")?.querySelector("svg.chart");
    if (kind === "csv") save(`${name}.csv`, new Blob([csv(table(), stamp())], { type: "text/csv" }));
    else if (svg) void picture(svg as SVGSVGElement, title, stamp(), kind).then((blob) => save(`${name}.${kind}`, blob));
  };
  return (
    <span class="export">
      {(["png", "svg", "csv"] as const).map((kind) => (
        <button key={kind} type="button" data-export={kind} onClick={(event) => take(event, kind)} aria-label={speech.t("page_save_as", { what: title, kind: kind.toUpperCase() })}>
          {kind.toUpperCase()}
        </button>
      ))}
    </span>
  );
}

/** What a picture says of where it comes from. */
export function stampOf(answer: Answer, speech: Speech): string {
  const { given } = answer;
  return speech.t("page_stamp", { place: speech.of(given.place.title), version: given.version, seed: String(given.seed), runs: answer.replicates, code: codeOf(given, answer.question) });
}

/** Offer something as a file. */
export function save(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function csv(table: Table, stamp: string): string {
  const cell = (value: string | number | undefined): string => (/[",\n]/.test(String(value ?? "")) ? `"${String(value).replace(/"/g, '""')}"` : String(value ?? ""));
  return `# ${stamp}\n${table.map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

function curves(lines: Lines): Table {
  const head = ["month", "policy_mean", "policy_low", "policy_high", "today_mean", "today_low", "today_high", ...lines.pinned.map((one) => `${one.letter}_mean`)];
  const today = lines.today ?? lines.book;
  const rows = lines.policy.mean.map((_, at) => [
    at + 1, lines.policy.mean[at], lines.policy.low[at], lines.policy.high[at], today.mean[at], today.low[at], today.high[at],
    ...lines.pinned.map((one) => one.mean[at]),
  ]);
  return [head, ...rows];
}

/** The picture by itself: styles of the page written into it, its name above and where it comes from below. */
async function picture(shown: SVGSVGElement, title: string, stamp: string, kind: "svg" | "png"): Promise<Blob> {
  const made = shown.cloneNode(true) as SVGSVGElement;
  const [from, to] = [shown.querySelectorAll("*"), made.querySelectorAll("*")];
  from.forEach((element, rank) => {
    const style = getComputedStyle(element);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-family", "font-weight"]) {
      to[rank]?.setAttribute(name, style.getPropertyValue(name));
    }
    to[rank]?.removeAttribute("class");
  });
  const [, , wide = 320, high = 170] = (shown.getAttribute("viewBox") ?? "").split(" ").map(Number);
  made.setAttribute("viewBox", `0 -20 ${wide} ${high + 34}`);
  made.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  made.setAttribute("width", String(WIDE));
  made.setAttribute("height", String((WIDE / wide) * (high + 34)));
  made.prepend(element("rect", { x: 0, y: -20, width: wide, height: high + 34, fill: "white" }));
  made.append(element("text", { x: 8, y: -7, "font-size": 11, "font-family": "sans-serif", "font-weight": "bold" }, title));
  made.append(element("text", { x: 8, y: high + 9, "font-size": 7, "font-family": "sans-serif" }, stamp));
  const text = new XMLSerializer().serializeToString(made);
  return kind === "svg" ? new Blob([text], { type: "image/svg+xml" }) : drawn(text);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ""): Element {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

async function drawn(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDE, Math.max(HIGH, Math.round((WIDE * image.height) / image.width))];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}
