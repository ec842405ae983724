/** Tabs that can be reached with the keyboard: arrows go from one to the next. */

import type { Speech } from "./words";

interface Props<T extends string> {
  readonly names: readonly T[];
  readonly chosen: T;
  readonly choose: (name: T) => void;
  readonly speech: Speech;
}

export function Tabs<T extends string>({ names, chosen, choose, speech }: Props<T>) {
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = names[(names.indexOf(chosen) + by + names.length) % names.length] as T;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" onKeyDown={move}>
      {names.map((name) => (
        <button
          key={name} id={`tab-${name}`} type="button" role="tab" aria-selected={name === chosen} tabIndex={name === chosen ? 0 : -1}
          onClick={() => choose(name)}
        >{speech.t(`page_tab_${name}`)}</button>
      ))}
    </div>
  );
}
