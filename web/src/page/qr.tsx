/** Text as a QR code, drawn as one path. */

import { generate } from "lean-qr";

import type { Speech } from "./words";

/** White around a code, in its own squares: a camera wants four. */
const EDGE = 4;
/** The longest text that a camera still reads from a wall. */
export const LONGEST = 1200;

export function Qr({ text, speech }: { text: string; speech: Speech }) {
  if (text.length > LONGEST) return <p class="note">{speech.t("page_qr_long")}</p>;
  const code = generate(text);
  const squares: string[] = [];
  for (let y = 0; y < code.size; y++) for (let x = 0; x < code.size; x++) if (code.get(x, y)) squares.push(`M${x},${y}h1v1h-1z`);
  const side = code.size + 2 * EDGE;
  return (
    <svg class="qr" data-qr={text} viewBox={`${-EDGE} ${-EDGE} ${side} ${side}`} role="img" aria-label={speech.t("page_qr")} shape-rendering="crispEdges">
      <rect x={-EDGE} y={-EDGE} width={side} height={side} fill="#fff" /><path d={squares.join("")} fill="#000" />
    </svg>
  );
}
