/** Letters that are no other letter with a mark, as who has not got them on the keyboard writes them. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
  ə: 'e',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ς: 'σ',
  '’': "'",
  '‘': "'",
  ʼ: "'",
};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');
/** Accents belong to no script. The vowel signs of Khmer or Hindi and the strokes of Japanese kana are marks too, and make another word: those stay. */
const ACCENTS = /(?=\p{Script=Inherited})[^\P{M}\u3099\u309A]/gu;

const HAS_ACCENTS = /[^\p{ASCII}]/u;

/** A text as it is searched: without case and accents, so that `zofie` finds “Žofie”, and `Žofie` finds “ZOFIE”. */
export function searchable(text: string): string {
  const lower = text.toLowerCase();
  // Most references and names have none, and a search looks at all of them.
  if (!HAS_ACCENTS.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(NOT_PLAIN, (letter) => PLAIN[letter]!)
    .normalize('NFC');
}
