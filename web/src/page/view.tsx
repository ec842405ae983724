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

export function View({ right, answer, question, runner, speech, slots, all, showAll, set, desk, projector, kept, guessing, guess, go }: Props) {
  const { given } = answer;
  if (desk.hidden && TELLING.includes(right)) return <p class="note" data-curtain>{speech.t("page_curtain_closed")}</p>;
  switch (right) {
    case "curves":
      return <Outcomes {...{ answer, speech, all, showAll }} slots={slots.slots} hidden={desk.hidden} month={null} />;
    case "money":
      return <Money {...{ answer, speech }} />;
    case "gains":
      return <Gains {...{ answer, speech }} />;
    case "standards":
      return <Standards {...{ answer, speech }} />;
    case "guess":
      return <Guess {...{ answer, speech, guessing }} change={guess} />;
    case "report":
      return <Report {...{ answer, speech }} />;
    case "facilitator":
      return <Facilitator {...{ given, speech, desk, projector, runner, go }} take={(next) => set(() => next, "board")} />;
    case "map":
      return <PlaceMap {...{ given, question, runner, speech }} />;
    case "compare":
      return <Compare {...{ given, speech }} {...slots} pin={(letter) => slots.pin(letter, question)} take={(slot) => set(() => slot.question, `slot ${slot.letter}`)} />;
    case "share":
      return <Share {...{ answer, speech, desk, kept }} />;
  }
}
