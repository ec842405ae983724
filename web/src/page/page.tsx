/** The page begins here: what Python handed over is read, the Workers are started, the room is drawn. */

import { render } from "preact";

import { Room } from "./room";
import type { Given } from "./declared";
import { Speech } from "./words";
import "./page.css";

const root = document.getElementById("page") as HTMLElement;
const given = JSON.parse(document.getElementById("given")?.textContent ?? "null") as Given;
if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
  const said = (["en", "id"] as const).map((language) => new Speech(given, language).t("page_needs_scripts"));
  root.replaceChildren(...said.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
} else {
  root.replaceChildren();
  render(<Room given={given} />, root);
}
