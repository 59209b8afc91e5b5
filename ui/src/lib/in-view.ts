// What is on the screen, told to whoever wants to know. One observer for all elements.

let observer: IntersectionObserver | undefined;
const seen = new Map<Element, (inView: boolean) => void>();

/** Calls `onchange` when the element comes into view or leaves it. A little margin, so that values are there before the tile is. */
export function inView(element: Element, onchange: (inView: boolean) => void): () => void {
  if (typeof IntersectionObserver === "undefined") {
    onchange(true);
    return () => onchange(false);
  }
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) seen.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: "160px" },
  );
  seen.set(element, onchange);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    seen.delete(element);
    onchange(false);
  };
}
