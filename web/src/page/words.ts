/** Words and numbers as people write them in the language that is spoken; the catalogue is that of the package. */

import type { Both, Counted, Given, Language, Unit } from "./declared";

export const NO_VALUE = "–";
const HOLE = /\{(\w+)(?::(\w+))?\}/g;

/** Everything that is said in one language. */
export class Speech {
  #formats = new Map<number | null, Intl.NumberFormat>();

  constructor(
    private readonly given: Given,
    readonly language: Language,
  ) {}

  /** A message with what is filled in; a hole `{n:noun}` is a number with its noun. Throws where there is none. */
  t(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return this.#message(key, 2).replace(HOLE, (_, name: string, noun?: string) => {
      const value = values[name] ?? "";
      return noun ? this.counted(noun, value) : typeof value === "number" ? this.amount(value) : value;
    });
  }

  /** A number with its noun: 1 school, 2 schools. */
  counted(noun: string, n: number | string): string {
    const written = typeof n === "number" ? this.amount(n) : n;
    return this.#message(`count_${noun}`, written === "1" ? 1 : 2).replace("{n}", written);
  }

  /** The words of a declaration. */
  of(both: Both): string {
    return both[this.language];
  }

  decimal(value: number, digits = 2, sign = false): string {
    if (!Number.isFinite(value)) return NO_VALUE;
    const rounded = roundedTo(value, digits);
    const text = this.#format(digits).format(Math.abs(rounded));
    return `${rounded < 0 ? "−" : sign ? "+" : ""}${text}`;
  }

  /** A share as a percentage. */
  percent(share: number, digits = 0): string {
    return Number.isFinite(share) ? `${this.decimal(100 * share, digits)} %` : NO_VALUE;
  }

  /** A number as briefly as it can be written. */
  amount(value: number): string {
    const text = this.#format(null).format(Math.abs(value));
    return `${value < 0 ? "−" : ""}${text}`;
  }

  rupiah(amount: number, sign = false): string {
    if (!Number.isFinite(amount)) return NO_VALUE;
    const before = `${amount < 0 ? "−" : sign ? "+" : ""}Rp `;
    for (const [size, key] of [[1e9, "page_billion"], [1e6, "page_million"]] as const) {
      if (Math.abs(amount) >= size) return `${before}${this.decimal(Math.abs(amount) / size, 1)} ${this.t(key)}`;
    }
    return before + this.decimal(Math.abs(amount), 0);
  }

  /** A value of a setting or number with its unit. */
  value(of: Counted, value: number): string {
    if (of.written === "share") return `${this.amount(Number((100 * value).toFixed(4)))} %`;
    const [alone, many] = of.unit;
    const words = this.of(value === 1 ? alone : many);
    if (of.written === "rupiah") return `Rp ${this.amount(value)} ${words.replace(/^Rp ?/, "")}`.trim();
    return of.bracketed ? this.amount(value) : `${this.amount(value)} ${words}`;
  }

  /** A value of an outcome, or with `sign` a change, with its unit. */
  measured(value: number, unit: Unit, sign = false): string {
    return this.bare(value, unit, sign) + this.suffix(unit, sign);
  }

  /** The same with the band around it: +11.9 (+4.4 … +20.6) points. */
  band(one: { mean: number; low: number; high: number }, unit: Unit, sign = false): string {
    const [mean, low, high] = [one.mean, one.low, one.high].map((value) => this.bare(value, unit, sign));
    return `${mean} (${low} … ${high})${this.suffix(unit, sign)}`;
  }

  bare(value: number, unit: Unit, sign = false): string {
    return unit.money ? this.rupiah(value, sign) : this.decimal(unit.scale * value, unit.digits, sign);
  }

  suffix(unit: Unit, sign: boolean): string {
    return this.of(sign ? unit.change_suffix : unit.level_suffix);
  }

  /** A tick of an axis. */
  tick(value: number, unit: Unit): string {
    return this.amount(Number((unit.axis_scale * value).toPrecision(6))) + unit.axis_suffix;
  }

  /** How numbers are written with so many digits after the point, or briefly; kept, for making one takes long. */
  #format(digits: number | null): Intl.NumberFormat {
    const known = this.#formats.get(digits) ?? new Intl.NumberFormat(
      this.language, digits === null ? { maximumSignificantDigits: 6 } : { minimumFractionDigits: digits, maximumFractionDigits: digits },
    );
    this.#formats.set(digits, known);
    return known;
  }

  #message(key: string, n: number): string {
    const said = this.given.words[key]?.[this.language];
    if (said === undefined) throw new Error(`there is no message ${key}`);
    if (typeof said === "string") return said;
    return (n === 1 ? said[0] : said.at(-1)) ?? key;
  }
}

/** A number with so many digits; one that lies exactly between two goes to the even digit, as in Python. */
export function roundedTo(value: number, digits: number): number {
  const [twice, scale] = [value * 2 ** (digits + 1), 10 ** digits];
  const between = Number.isInteger(twice) && !Number.isInteger(twice / 2);
  if (!between) return Number(value.toFixed(digits)) + 0;
  const below = Math.floor(value * scale);
  return (below % 2 === 0 ? below : below + 1) / scale + 0;
}

/** A message in every language, for what is kept. */
export function bothOf(given: Given, key: string): Both {
  return { en: new Speech(given, "en").t(key), id: new Speech(given, "id").t(key) };
}

/** What somebody typed as a number, with comma or point; null where it is none. With both signs the last divides off
 * the decimals; three digits behind a single sign are thousands where the language writes thousands so. */
export function typed(text: string, language: Language): number | null {
  const bare = text.trim().replace(/^(Rp|%)\s*|\s*%$/gi, "").replace(/[\s\u00a0]/g, "");
  if (!/^[-+−]?[\d.,]+$/.test(bare)) return null;
  const thousands = language === "id" ? "." : ",";
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const signs = [...bare].filter((letter) => letter === "." || letter === ",");
  const grouped = new RegExp(`^[-+−]?\\d{1,3}(\\${thousands}\\d{3})+$`).test(bare);
  const whole = grouped || (new Set(signs).size === 1 && signs.length > 1);
  const digits = whole || last < 0 ? bare.replace(/[.,]/g, "") : `${bare.slice(0, last).replace(/[.,]/g, "")}.${bare.slice(last + 1)}`;
  const value = Number(digits.replace("−", "-"));
  return Number.isFinite(value) ? value : null;
}
