// Fractions as exact integers. Pure.

// "1/3" or "0.29" as [numerator, denominator].
export function fraction(text) {
  if (text.includes('/')) return text.split('/').map(Number);
  const decimals = (text.split('.')[1] || '').length;
  return [Number(text.replace('.', '')), Math.pow(10, decimals)];
}
