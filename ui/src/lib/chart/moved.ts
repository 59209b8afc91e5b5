// An old picture moved to where a new one will be. Pure.

/** Milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** `x` becomes `offset + scale * x`, in plot widths. */
export interface Move {
  scale: number;
  offset: number;
}

/** How a picture of one range is moved so that it lies right for another. */
export function moved(drawn: Span, shown: Span): Move {
  const width = shown.to - shown.from;
  if (width <= 0) return { scale: 1, offset: 0 };
  return { scale: (drawn.to - drawn.from) / width, offset: (drawn.from - shown.from) / width };
}

/** Whether an old picture, moved, still tells something: not a far part, not a speck. */
export function tells({ scale, offset }: Move): boolean {
  return scale > 0.02 && scale < 50 && offset < 1 && offset + scale > 0;
}
