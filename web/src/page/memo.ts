/** A component that is drawn anew only where what it is given differs. Preact's own stands in a layer for React, which
 * also turns every "change" of a text into "input": a number would be taken while it is being typed. */

import { Component, h } from "preact";
import type { ComponentChildren, FunctionComponent } from "preact";

export function memo<P extends object>(drawn: FunctionComponent<P>, same: (one: P, other: P) => boolean = shallow): FunctionComponent<P> {
  class Kept extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return !same(this.props, next);
    }

    override render(): ComponentChildren {
      return h(drawn, this.props);
    }
  }
  return Kept as unknown as FunctionComponent<P>;
}

function shallow<P extends object>(one: P, other: P): boolean {
  const [names, others] = [Object.keys(one), Object.keys(other)] as [(keyof P)[], (keyof P)[]];
  return names.length === others.length && names.every((name) => one[name] === other[name]);
}
