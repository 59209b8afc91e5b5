// What `cargo xtask notices` wrote: everybody whose work is in the product, and under which licence.

export interface Work {
  name: string;
  version: string;
  /** SPDX, as it says itself. */
  licence: string;
  /** Places in `texts`. */
  texts: number[];
}

export interface Notices {
  works: Work[];
  /** Each once: most works share one. */
  texts: string[];
}

/** Beside the page, so that no start has to load it. */
export async function readNotices(): Promise<Notices> {
  const answer = await fetch("notices.json");
  if (!answer.ok) throw new Error(`notices.json: ${answer.status}`);
  return (await answer.json()) as Notices;
}

/** Those whose name or licence has these letters. */
export function among(works: readonly Work[], wanted: string): Work[] {
  const letters = wanted.trim().toLowerCase();
  return works.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(letters));
}
