// Codes and keys as people write them and as messengers pass them on: in links with something added, in whole sentences, with any
// dash, full-width letters and invisible marks. Pure.

const DASHES = /[\u2010-\u2015\u2043\u2212\u30fc_·•]/g;
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
// What stands after a # in a link without a code.
const ADDED = /^\W*(wechat|rd\b|$)/i;
const KEY = /[a-z2-7]{26,64}/i;
const CODE = /^[0-9A-HJKMNP-TV-Z]+$/;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    return text.replace(/%23/g, '#').replace(/%[0-9a-f]{2}/gi, '|');
  }
}

// Links may be encoded twice.
const plain = (text) =>
  decoded(/%25/.test(text) ? decoded(text) : text)
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(DASHES, '-');

// Crockford base32 as it is stored: I and L are 1, O is 0.
const canonical = (text) => text.toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');

// How much these words look like a code: letters and digits, nothing around them, words of one length, digits in each.
function likeness(words, isWhole) {
  const text = words.join('');
  const isMixed = /\d/.test(text) && /\D/.test(text);
  const isRegular = words.every((word) => word.length === words[0].length);
  const plainWords = words.filter((word) => !/\d/.test(word)).length;
  return 500 * isMixed + 200 * isWhole + 100 * isRegular - 3 * plainWords + text.replace(/\D/g, '').length;
}

const LENGTHS = [8, 16];

function codeOf(words, lengths) {
  const code = canonical(words.join(''));
  return lengths.includes(code.length) && CODE.test(code) ? code : null;
}

// Words with only spaces and dashes between them may be one code, unless another with digits is next to them.
function bestCode(text, lengths) {
  let best = { code: null, like: -99 };
  (text.match(/[a-z0-9]+([-\s]+[a-z0-9]+)*/gi) || []).forEach((line) => {
    const words = line.split(/[-\s]+/);
    words.forEach((first, from) =>
      words.slice(from).forEach((last, more) => {
        const some = words.slice(from, from + more + 1);
        const isPart = [words[from - 1], words[from + more + 1]].some((word) => /\d/.test(word));
        const code = isPart ? null : codeOf(some, lengths);
        const like = likeness(some, some.length === words.length);
        if (code && like > best.like) best = { code, like };
      }),
    );
  });
  return best.code;
}

const afterHash = (text) => plain(text).split('#').slice(1);

// The code of a link: what follows one of its #. Null if there is none.
export function codeInLink(link, lengths) {
  const codes = afterHash(link).map((part) => {
    const [words] = /[a-z0-9]+(-+[a-z0-9]+)*/i.exec(part) || [''];
    return codeOf(words.split(/-+/), lengths || LENGTHS);
  });
  return codes.find((code) => code) || null;
}

// Whether a link carries something that is no code.
export const isBrokenLink = (link) => !codeInLink(link) && afterHash(link).some((part) => !ADDED.test(part));

// The code in a text that somebody typed or pasted, a link for example. Null if there is none.
export const findCode = (text, lengths) => codeInLink(text, lengths) || bestCode(plain(text), lengths || LENGTHS);

// Why a text has no code: {letters} that no code has, or {length}, how many letters and digits it has.
export function codeProblem(text) {
  const characters = plain(text).toUpperCase().replace(/[-\s]/g, '');
  const letters = Array.from(new Set(characters.replace(/[0-9A-TV-Z]/g, ''))).join(' ');
  return letters && letters.length < 4 ? { letters } : { length: characters.replace(/[^0-9A-Z]/g, '').length };
}

// The key in a link or a pasted text; else what follows the #, or the text itself.
export function keyIn(text) {
  const parts = afterHash(text);
  const rest = parts.length ? parts.filter((part) => !ADDED.test(part)).join('#') : plain(text);
  return (KEY.exec(rest) || [rest.trim()])[0];
}

// The key in the page's address; '' if it has none.
export const keyInAddress = (address) => (afterHash(address).length ? keyIn(address) : '');
