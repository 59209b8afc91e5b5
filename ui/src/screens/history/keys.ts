// Keys of the whole view; those of the crosshair are in tiles/crosshair.ts.

type Act = { kind: "reset" } | { kind: "pan"; share: number } | { kind: "zoom"; factor: number };

/** Part of the plot's width that a key moves it by, and how much longer or shorter the range gets. */
const STEP = 0.25;
const FACTOR = 1.5;

/** Into the past is to the left. */
export function keyOf(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">,
): Act | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case "0":
      return { kind: "reset" };
    case "+":
    case "=":
      return { kind: "zoom", factor: 1 / FACTOR };
    case "-":
    case "_":
      return { kind: "zoom", factor: FACTOR };
    case "[":
      return { kind: "pan", share: STEP };
    case "]":
      return { kind: "pan", share: -STEP };
    case "ArrowLeft":
      return event.shiftKey ? { kind: "pan", share: STEP } : undefined;
    case "ArrowRight":
      return event.shiftKey ? { kind: "pan", share: -STEP } : undefined;
    default:
      return undefined;
  }
}
