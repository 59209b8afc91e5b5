// Where a long word of a title may be broken, with a hyphen. Dictionaries are not on every device, nor for every language a person writes in.

const WORD = /\p{L}{7,}/gu;
/** A vowel, then consonants of which the last goes to the next vowel: “Luft·feuch·tig·keit”. */
const BREAK =
  /([aeiouyäöüåæøáéíóúàèìòùâêîôû][^aeiouyäöüåæøáéíóúàèìòùâêîôû]*?)((?:sch|ch|ph|th|ck|qu|[^aeiouyäöüåæøáéíóúàèìòùâêîôû])(?=[aeiouyäöüåæøáéíóúàèìòùâêîôû]))/giu;
/** So many letters stay on each side. */
const LEAST = 3;

/** The text with soft hyphens: they are seen only where a line ends. */
export function syllables(text: string): string {
  return text.replace(WORD, (word) => {
    let made = "";
    let rest = 0;
    for (const found of word.matchAll(BREAK)) {
      const at = found.index + (found[1]?.length ?? 0);
      if (at < LEAST || word.length - at < LEAST) continue;
      made += `${word.slice(rest, at)}\u00ad`;
      rest = at;
    }
    return made + word.slice(rest);
  });
}
