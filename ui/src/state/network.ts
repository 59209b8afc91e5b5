// Tells the engine that the device may be on another network: what it thinks of its connections may be of the old one.
import { call } from "../lib/call";

/** The part of the Network Information API that says which network it is; not every web view has it. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

/** Until the returned function is called. */
export function watchNetwork(): () => void {
  const network = (navigator as { connection?: NetworkInformation }).connection;
  let type = network?.type;
  let telling = false;

  const tell = () => {
    // One change comes as several events.
    if (telling) return;
    telling = true;
    call("network_changed", {})
      .catch(() => undefined)
      .finally(() => (telling = false));
  };
  const changed = () => {
    const now = network?.type;
    // `change` also tells of estimates of speed, many a minute; where the kind of network is known, only that counts.
    if (now !== undefined && now === type) return;
    type = now;
    tell();
  };

  window.addEventListener("online", tell);
  network?.addEventListener("change", changed);
  return () => {
    window.removeEventListener("online", tell);
    network?.removeEventListener("change", changed);
  };
}
