// What a page does when its engine is gone.
import { t } from "../lib/text";

/** Between two tries, in milliseconds. */
const RETRY = 1000;

/** Says that the engine is gone, and loads the page anew when it is back. `forgotten`: it is back and does not know us any more. */
export async function beginAnew(forgotten: () => void, reload = () => location.reload()): Promise<void> {
  const note = document.createElement("div");
  note.className = "engine-lost";
  note.setAttribute("role", "status");
  note.textContent = t.app.engineLost;
  document.body.append(note);
  // Into the top layer, above any sheet.
  note.popover = "manual";
  note.showPopover?.();
  for (;;) {
    const answer = await fetch("/", { cache: "no-store" }).catch(() => undefined);
    if (answer?.ok) return reload();
    if (answer) {
      forgotten();
      note.textContent = t.app.engineForgot;
      return;
    }
    await new Promise((again) => setTimeout(again, RETRY));
  }
}
