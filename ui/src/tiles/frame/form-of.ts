// What form a tile has: two words, one for its width and one for its height. The frame says it once, as `data-form`, and the styles of
// all that is in it ask for words (`[data-form~="low"]`), never for pixels.
import type { Attachment } from "svelte/attachments";

/** In CSS pixels: up to here a tile is slim (one column of a phone), up to there small (two columns). */
const [SLIM, SMALL] = [130, 230];
/** Up to here a tile is low (two rows), from there on tall (four rows). */
const [LOW, TALL] = [130, 200];

export type Form = `${"slim" | "small" | "broad"} ${"low" | "middle" | "tall"}`;

export function formOf(width: number, height: number): Form {
  const wide = width <= SLIM ? "slim" : width <= SMALL ? "small" : "broad";
  const high = height <= LOW ? "low" : height < TALL ? "middle" : "tall";
  return `${wide} ${high}`;
}

/** One for all tiles. It hears of a size before it is painted, so that no tile is ever seen in another's form. */
let observer: ResizeObserver | undefined;

/** Keeps the form of a tile in its `data-form`. What has no size, because nobody sees it, has none. */
export const form: Attachment<HTMLElement> = (element) => {
  observer ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (!(target instanceof HTMLElement) || !contentRect?.width) continue;
      target.dataset["form"] = formOf(contentRect.width, contentRect.height);
    }
  });
  observer.observe(element);
  return () => observer?.unobserve(element);
};
