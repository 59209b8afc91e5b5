// The part that gives a kind several payloads, each with a name.
import type { JsonValue } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import { LONGEST, payloadOf, type Payload } from "../payloads";
import { listOption } from "./list";
import type { Part } from "./parts";

export interface Payloads {
  name: string;
  label: string;
  help: string;
  /** What a new tile begins with. */
  blank: readonly Payload[];
  draw: () => Promise<typeof import("./PayloadsField.svelte")>;
}

export const payloads = ({ name, label, help, blank, draw }: Payloads): Part => {
  const part = listOption({
    name,
    label,
    help,
    of: "payloads",
    draw,
    check: (items) =>
      items.length === 0 ? t.tiles.payloads.none : items.map(problemOf).find((it) => it !== undefined),
  });
  return { ...part, blank: { [name]: JSON.stringify(blank) } };
};

function problemOf(item: JsonValue, index: number): string | undefined {
  const it = payloadOf(item);
  if (!it) return undefined;
  const parts = ["label", "payload", "says", "icon"] as const;
  const long = parts.find((part) => [...(it[part] ?? "")].length > LONGEST[part]);
  return long && t.tiles.payloads.tooLong(index + 1, LONGEST[long]);
}
