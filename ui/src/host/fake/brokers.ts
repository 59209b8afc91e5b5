// A broker as it was typed, without any of what the engine makes of it.
import type { BrokerDraft, BrokerView } from "../../lib/bindings/api";
import { ownBroker } from "./samples";

export function savedBroker(id: string, draft: BrokerDraft, known: BrokerView | undefined): BrokerView {
  const { endpoints, clientId, ...typed } = draft;
  return ownBroker(id, draft.name || (endpoints[0]?.host ?? ""), {
    ...known,
    ...typed,
    id,
    name: draft.name || (endpoints[0]?.host ?? ""),
    clientId: clientId || known?.clientId || "tilework-7f3a",
    endpoints: endpoints.map((it) => ({ ...it, port: it.port ?? 1883 })),
  } as Partial<BrokerView>);
}
