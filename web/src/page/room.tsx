/** The room's screen: levers and assumptions on the left, what they come to on the right. */

import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";

import { addressOf, opened } from "./address";
import type { Kept } from "./address";
import type { Answer } from "./answer";
import { Assumptions } from "./assumptions";
import { Bar } from "./bar";
import { Ceiling } from "./ceiling";
import { leverCosts } from "./costs";
import type { Given, Language } from "./declared";
import { useDesk } from "./desk";
import { begun } from "./guess";
import { after, begin } from "./history";
import { Levers } from "./levers";
import type { Set } from "./levers";
import { useSlots } from "./pinning";
import { Presets } from "./presets";
import { useProjector } from "./projection";
import { lineOf, readBoard } from "./proposals";
import { Runner } from "./runner";
import { same } from "./state";
import type { Question } from "./state";
import { Tabs } from "./tabs";
import { Target } from "./target";
import { RIGHT, View } from "./view";
import { Speech } from "./words";

const LEFT = ["actions", "assumptions", "presets"] as const;

export function Room({ given }: { given: Given }) {
  const start = useMemo(() => opened(given, location.hash), [given]);
  const [history, act] = useReducer(after, start.question, begin);
  const [language, speak] = useState<Language>(start.language ?? given.language);
  const [faults, tell] = useState(start.faults);
  const [left, showLeft] = useState<(typeof LEFT)[number]>("actions");
  const [right, showRight] = useState<(typeof RIGHT)[number]>("curves");
  const [all, showAll] = useState(false);
  const [guessing, guess] = useState(() => begun(given));
  const desk = useDesk(given);
  const [before, replay] = useState<Question | null>(null);
  const { answer, whole, broken, kind, runner, breaks } = useAnswers(given, before ?? history.present);
  const speech = useMemo(() => new Speech(given, language), [given, language]);
  const question = history.present;
  const latest = useRef(question);
  latest.current = question;
  const asks = useRef<(question: Question) => void>(() => undefined);
  asks.current = (next) => before === null && runner?.ask(next);
  const set: Set = useCallback((change, what) => {
    const next = change(latest.current);
    latest.current = next;
    asks.current(next); // before anything is drawn, so that Workers play meanwhile
    act({ type: "set", question: next, what, at: performance.now() });
  }, []);
  const slots = useSlots(given, runner, breaks, speech, start.slots);
  const kept: Kept = useMemo(() => ({ slots: slots.slots, proposals: readBoard(given, desk.board, (n) => speech.t("page_table", { n })).proposals }), [given, slots.slots, desk.board, speech]);
  const handIn = ({ proposals }: Kept): void => {
    if (proposals.length) desk.change({ board: proposals.map((one) => lineOf(given, one)).join("\n") });
  };
  useEffect(() => handIn(start), [start]);
  useAddress(given, addressOf(given, question, language, kept), (next) => {
    tell(next.faults);
    if (next.language) speak(next.language);
    act({ type: "set", question: next.question, what: "address", at: 0 });
    slots.open(next.slots);
    handIn(next);
  });
  useKeys(act, desk.locked);
  useEffect(() => void (document.documentElement.lang = language), [language]);
  const costed = answer && !answer.partial ? answer : null; // what a part costs is not what the place costs
  const costs = useMemo(() => costed && leverCosts(costed), [costed]);
  const drawn = useMemo(() => (answer ? addressOf(given, answer.question, language) : ""), [given, answer, language]);
  const projector = useProjector({ answer, speech, desk, slots: slots.slots, guessing: right === "guess" ? guessing : null });
  const { locked } = desk;
  const shown = { given, question, speech, set, locked };
  const go = (tab: string): void => void ((LEFT as readonly string[]).includes(tab) ? showLeft(tab as (typeof LEFT)[number]) : showRight(tab as (typeof RIGHT)[number]));
  return (
    <div class={`room${desk.large ? " large" : ""}`} data-runs={answer?.replicates ?? 0} data-answered={answer && same(answer.question, question)} data-whole={answer?.whole ?? false} data-shown={drawn}>
      <Bar {...{ given, speech, speak, history, act, locked }} answer={costed} hidden={desk.hidden} most={desk.budget} ends={desk.ends} replaying={before !== null} replay={() => replayed(history.past.at(-1) ?? null, replay)} />
      {kind === "javascript" && <p class="banner" role="status">{speech.t("page_in_javascript")}</p>}
      {before !== null && <p class="banner" role="status" data-replaying>{speech.t("page_before")}</p>}
      {Object.keys(question.assumptions).length > 0 && <p class="banner" role="status" data-banner>{speech.t("page_assumed", { n: Object.keys(question.assumptions).length })}</p>}
      {faults.length > 0 && <div class="banner wrong" role="alert"><ul>{faults.map((fault, rank) => <li key={rank}>{speech.t(fault.key, fault.values)}</li>)}</ul><button type="button" onClick={() => tell([])}>{speech.t("page_dismiss")}</button></div>}
      {broken && <p class="banner wrong" role="alert">{speech.t("page_broken", { what: broken })}</p>}
      <main>
        <div class="left">
          <Tabs names={LEFT} chosen={left} choose={showLeft} speech={speech} />
          <div hidden={left !== "actions"}><Ceiling {...shown} answer={desk.hidden ? null : costed} /><Levers {...shown} costs={costs} runner={runner} />{whole && <Target {...shown} answer={whole} runner={runner} />}</div>
          <div hidden={left !== "assumptions"}><Assumptions {...shown} /></div>
          <div hidden={left !== "presets"}><Presets {...shown} /></div>
        </div>
        <div class="right">
          <Tabs names={RIGHT} chosen={right} choose={showRight} speech={speech} />
          {answer === null ? <p role="status">{speech.t("page_begins")}</p> : <View {...{ right, answer, whole, question, runner, speech, all, showAll, set, slots, desk, projector, kept, guessing, guess, go }} />}
        </div>
      </main>
    </div>
  );
}

interface Answering {
  readonly answer: Answer | null;
  /** The latest one of the whole place. */
  readonly whole: Answer | null;
  readonly broken: string;
  readonly kind: string;
  readonly runner: Runner | null;
  readonly breaks: (what: string) => void;
}

/** The latest answer to what is asked, and in words what went wrong if nothing can be answered. */
function useAnswers(given: Given, question: Question): Answering {
  const [{ answer, whole }, show] = useReducer(latest, { answer: null, whole: null });
  const [broken, breaks] = useState("");
  const [runner, ready] = useState<Runner | null>(null);
  useEffect(() => {
    const fail = (error: unknown): void => breaks(error instanceof Error ? error.message : String(error));
    Runner.open(given, show, fail).then(ready, fail);
  }, [given]);
  useLayoutEffect(() => runner?.ask(question), [runner, question]); // an effect would wait for the next picture
  return { answer, whole, broken, kind: runner?.kind ?? "", runner, breaks };
}

function latest({ whole }: Pick<Answering, "whole">, answer: Answer): Pick<Answering, "answer" | "whole"> {
  return { answer, whole: answer.partial ? whole : answer };
}

/** Milliseconds between changes up to which a hand is taken to be moving: what it sets is in the address when it rests,
 * for writing it takes browsers as long as a picture; what is set alone is written once its picture is likely there. */
const [MOVES, ALONE] = [400, 120];

/** Keep what is set in the address, and take over an address that is opened by hand. */
function useAddress(given: Given, address: string, take: (next: ReturnType<typeof opened>) => void): void {
  const taking = useRef(take);
  taking.current = take;
  const changed = useRef(-MOVES);
  useEffect(() => {
    const write = (): void => history.replaceState(null, "", address);
    const alone = performance.now() - changed.current > MOVES;
    changed.current = performance.now();
    const timer = setTimeout(write, alone ? ALONE : MOVES);
    return () => clearTimeout(timer);
  }, [address]);
  useEffect(() => {
    const changed = ({ newURL }: HashChangeEvent): void => taking.current(opened(given, new URL(newURL).hash)); // another may stand there by now
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, [given]);
}

/** Show what was set before the last change for a moment, then what is set now. */
function replayed(earlier: Question | null, replay: (question: Question | null) => void): void {
  replay(earlier);
  setTimeout(() => replay(null), REPLAYS);
}

/** Milliseconds for which a replay shows what was before. */
const REPLAYS = 1500;

/** Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y do again; where somebody types they are the field's own. */
function useKeys(act: (action: { type: "undo" | "redo" }) => void, locked: boolean): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (locked || !(event.ctrlKey || event.metaKey) || (event.target as HTMLElement).matches?.("input[type=text], input[type=search]")) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      act({ type: key === "y" || event.shiftKey ? "redo" : "undo" });
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [act, locked]);
}
