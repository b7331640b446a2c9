// Weights as they are typed: what share of the whole each is, and what they come to. Pure.

// As people type figures: full-width digits, and the full stop of a Chinese keyboard for the point.
export function figure(text) {
  return text.trim().normalize('NFKC').replace(/。/g, '.');
}

// A typed whole number, or what was typed, for the server to name.
export function whole(text) {
  const typed = figure(text);
  return /^\d+$/.test(typed) ? Number(typed) : typed;
}

const isWeight = (text) => /^\d{1,12}(\.\d{1,12})?$/.test(text) && Number(text) > 0;

// The part of the whole that each weight is, in per cent to one place; empty where a weight is none.
export function shares(weights) {
  const numbers = weights.map((text) => (isWeight(text) ? Number(text) : 0));
  const all = numbers.reduce((sum, n) => sum + n, 0);
  return numbers.map((n) => (n > 0 ? Math.round((n / all) * 1000) / 10 + '%' : ''));
}

// What the weights come to, exactly: in whole numbers of the finest digit. Empty where one is none.
export function total(weights) {
  if (!weights.length || !weights.every(isWeight)) return '';
  const places = Math.max(...weights.map((text) => (text.split('.')[1] || '').length));
  const unit = Math.pow(10, places);
  return String(weights.reduce((sum, text) => sum + Math.round(Number(text) * unit), 0) / unit);
}
