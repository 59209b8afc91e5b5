// An address is words: "#/home/d1/tile/air/history". Pure; what the words mean is in steps.ts.

/** The words of an address or of a place's path. Of a link that was typed, anything may come: what is not written as it should is kept as it is. */
export const wordsOf = (address: string): string[] =>
  address
    .replace(/^#?\/*/, "")
    .split("/")
    .filter((word) => word !== "")
    .map(decoded);

/** What `wordsOf` reads, whatever is in the words. */
export const addressOf = (words: readonly string[]): string => `#/${words.map(encodeURIComponent).join("/")}`;

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
