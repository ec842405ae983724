/** The page begins here: what Python handed over is read, the Workers are started, the room is drawn. */

import { render } from "preact";

import { Room } from "./room";
import type { Given } from "./declared";
import "./page.css";

const root = document.getElementById("page") as HTMLElement;
const given = JSON.parse(document.getElementById("given")?.textContent ?? "null") as Given;
// Where one of them is missing, what stands there says so already, with a picture.
if (typeof WebAssembly !== "undefined" && typeof Worker !== "undefined") {
  root.replaceChildren();
  render(<Room given={given} />, root);
}
