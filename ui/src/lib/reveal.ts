/** Scrolls what has just appeared into view, as little as that takes: it may have come below the edge, or behind a footer. */
export function reveal(node: Element): void {
  // jsdom knows no scrolling.
  node.scrollIntoView?.({ block: "nearest" });
}
