/** What stands on the right: the tab that is chosen. */

import type { Kept } from "./address";
import type { Answer } from "./answer";
import { Compare } from "./compare";
import type { Desk } from "./desk";
import { Facilitator } from "./facilitator";
import { Gains } from "./gains";
import { Guess } from "./guess";
import type { Guessing } from "./guess";
import type { Set } from "./levers";
import { PlaceMap } from "./map";
import { Money } from "./money";
import { Outcomes } from "./outcomes";
import type { Pinned } from "./pinning";
import type { Projector } from "./projection";
import { Report } from "./report";
import type { Runner } from "./runner";
import { Share } from "./share";
import { Standards } from "./standards";
import type { Question } from "./state";
import type { Speech } from "./words";

export const RIGHT = ["curves", "money", "gains", "standards", "compare", "map", "guess", "report", "share", "facilitator"] as const;
/** Tabs that say what the policy comes to; they are closed while that is hidden from the room. */
const TELLING: readonly string[] = ["money", "gains", "standards", "compare", "map", "report"];

interface Props {
  readonly right: (typeof RIGHT)[number];
  readonly answer: Answer;
  /** The latest answer of the whole place; of money, groups and what is handed on a part of it says nothing. */
  readonly whole: Answer | null;
  readonly question: Question;
  readonly runner: Runner | null;
  readonly speech: Speech;
  readonly slots: Pinned;
  readonly set: Set;
  readonly all: boolean;
  readonly showAll: (all: boolean) => void;
  readonly desk: Desk;
  readonly projector: Projector;
  readonly kept: Kept;
  readonly guessing: Guessing;
  readonly guess: (guessing: Guessing) => void;
  readonly go: (tab: string) => void;
}

export function View({ right, answer, whole, question, runner, speech, slots, all, showAll, set, desk, projector, kept, guessing, guess, go }: Props) {
  const { given } = answer;
  if (desk.hidden && TELLING.includes(right)) return <p class="note" data-curtain>{speech.t("page_curtain_closed")}</p>;
  switch (right) {
    case "curves":
      return <Outcomes {...{ answer, speech, all, showAll }} slots={slots.slots} hidden={desk.hidden} month={null} />;
    case "guess":
      return <Guess {...{ answer, speech, guessing }} change={guess} />;
    case "facilitator":
      return <Facilitator {...{ given, speech, desk, projector, runner, go }} take={(next) => set(() => next, "board")} />;
    case "map":
      return <PlaceMap {...{ given, question, runner, speech }} />;
    case "compare":
      return <Compare {...{ given, speech }} {...slots} pin={(letter) => slots.pin(letter, question)} take={(slot) => set(() => slot.question, `slot ${slot.letter}`)} />;
    default:
      return whole === null ? <p role="status">{speech.t("page_begins")}</p> : <OfTheWhole {...{ right, speech, desk, kept }} answer={whole} earlier={answer.partial} />;
  }
}

type WholeProps = Pick<Props, "right" | "answer" | "speech" | "desk" | "kept"> & { readonly earlier: boolean };

/** What is said of the whole place only; until its runs are there, those of the question before stand here, and say so. */
function OfTheWhole({ right, answer, speech, desk, kept, earlier }: WholeProps) {
  return (
    <>
      {earlier && <p class="note" role="status" data-follows>{speech.t("page_whole_follows")}</p>}
      {right === "money" && <Money {...{ answer, speech }} />}
      {right === "gains" && <Gains {...{ answer, speech }} />}
      {right === "standards" && <Standards {...{ answer, speech }} />}
      {right === "report" && <Report {...{ answer, speech }} />}
      {right === "share" && <Share {...{ answer, speech, desk, kept }} />}
    </>
  );
}
