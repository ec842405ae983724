/** Whole numbers, numbers and texts as the bytes of a short code. */

/** Digits after the point up to which a number is written by its digits. */
const DIGITS = 6;
/** The most that is counted; what is larger is written out. */
export const MOST = 2 ** 20;

/** Bytes as they are written: whole numbers in sevens of bits, the least first. */
export class Writer {
  readonly bytes: number[] = [];

  word(value: number): void {
    this.bytes.push(value & 255, value >>> 8);
  }

  count(value: number): void {
    for (; value > 127; value = Math.floor(value / 128)) this.bytes.push((value & 127) | 128);
    this.bytes.push(value);
  }

  /** A number by its digits where it has few, as people type it; else all of its bits. */
  number(value: number): void {
    const digits = Array.from({ length: DIGITS }, (_, rank) => rank).find((rank) => Number(`${Math.round(value * 10 ** rank)}e-${rank}`) === value);
    if (digits !== undefined && Math.abs(value) * 10 ** digits < MOST) {
      this.count(2 * digits + (value < 0 ? 1 : 0));
      return this.count(Math.abs(Math.round(value * 10 ** digits)));
    }
    this.count(2 * DIGITS);
    const bytes = new DataView(new ArrayBuffer(8));
    bytes.setFloat64(0, value);
    this.bytes.push(...new Uint8Array(bytes.buffer));
  }
}

export class Reader {
  #at = 0;

  constructor(private readonly bytes: readonly number[]) {}

  /** Whether nothing is left. */
  get over(): boolean {
    return this.#at >= this.bytes.length;
  }

  #next(): number {
    const byte = this.bytes[this.#at++];
    if (byte === undefined) throw new Error("a code is cut off");
    return byte;
  }

  word(): number {
    return this.#next() | (this.#next() << 8);
  }

  count(): number {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.#next();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  number(): number {
    const head = this.count();
    if (head < 2 * DIGITS) return Number(`${head % 2 ? "-" : ""}${this.count()}e-${Math.floor(head / 2)}`);
    const bytes = Uint8Array.from({ length: 8 }, () => this.#next());
    return new DataView(bytes.buffer).getFloat64(0);
  }
}
