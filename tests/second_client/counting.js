// Exact counting by the published rules: fractions of BigInt, rounded once, half up.

const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);

export class Fraction {
  constructor(over, under = 1n) {
    const common = gcd(over, under) || 1n;
    this.over = over / common;
    this.under = under / common;
  }

  /** From a decimal string: "0.6". */
  static of(text) {
    const [whole, part = ''] = String(text).split('.');
    return new Fraction(BigInt(whole + part), 10n ** BigInt(part.length));
  }

  plus(other) {
    return new Fraction(this.over * other.under + other.over * this.under, this.under * other.under);
  }

  times(other) {
    return new Fraction(this.over * other.over, this.under * other.under);
  }

  divided(other) {
    return new Fraction(this.over * other.under, this.under * other.over);
  }

  /** Of a fraction that is not negative. */
  fixed(decimals) {
    const scale = 10n ** BigInt(decimals);
    const digits = ((2n * this.over * scale + this.under) / (2n * this.under)).toString().padStart(decimals + 1, '0');
    return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
  }
}

const ZERO = new Fraction(0n);
const sum = (values) => values.reduce((total, value) => total.plus(value), ZERO);

/** The mean of `[value, weight]` pairs; null without any. */
export function weighted(pairs) {
  if (!pairs.length) return null;
  return sum(pairs.map(([value, weight]) => value.times(weight))).divided(sum(pairs.map(([, weight]) => weight)));
}

const mean = (values) => weighted(values.map((value) => [value, new Fraction(1n)]));

/** A ballot's score: the weighted mean of the marks it has; null if it abstains on all of them. */
export function ballotScore(marks, weights) {
  return weighted(marks.flatMap((mark, i) => (mark === null ? [] : [[Fraction.of(mark), Fraction.of(weights[i])]])));
}

/** The score of a part from `[group weight, rows of marks]` pairs: the weighted mean of the groups' means. */
export function partScore(groups, weights) {
  const means = groups.map(([weight, rows]) => {
    const scores = rows.map((row) => ballotScore(row, weights)).filter(Boolean);
    return [scores.length ? mean(scores) : null, Fraction.of(weight)];
  });
  return weighted(means.filter(([value]) => value));
}

/** How often each mark from `low` to `high` was given to item `item`. */
export const countMarks = (rows, item, low, high) =>
  Array.from({ length: high - low + 1 }, (_, i) => rows.filter((row) => row[item] === low + i).length);
