// What MQTT 5 carries along with a tile's command: the same few fields for every kind.
import type { FieldSchema, FormValues } from "../../components/form";
import type { CommandDraft, CommandProperties, Tile, TileDraft } from "../../lib/bindings/api";
import { t } from "../../lib/text";

const words = t.editor.mqtt5;
/** Message expiry is four bytes (MQTT 5 §3.3.2.3.3). */
const LONGEST = 0xffff_ffff;

export const mqtt5Fields: FieldSchema[] = [
  {
    name: "expirySeconds",
    kind: "number",
    label: words.expires,
    help: words.expiresHelp,
    inputMode: "numeric",
  },
  { name: "responseTopic", kind: "text", label: words.responseTopic, help: words.responseHelp },
  { name: "contentType", kind: "text", label: words.contentType, placeholder: words.contentTypePlaceholder },
];

const nothing: CommandProperties = { expirySeconds: null, contentType: "", responseTopic: "", userProperties: [] };

/** A tile has one command; several would share what is typed. */
export function mqtt5Values(tile: Tile | undefined): FormValues {
  const known = Object.values(tile?.commands ?? {})[0]?.mqtt5 ?? nothing;
  return {
    expirySeconds: known.expirySeconds === null ? "" : String(known.expirySeconds),
    responseTopic: known.responseTopic,
    contentType: known.contentType,
  };
}

export function mqtt5Problems(values: FormValues): Record<string, string> {
  const typed = text(values, "expirySeconds");
  if (typed === "") return {};
  const seconds = Number(typed);
  const right = Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST;
  return right ? {} : { expirySeconds: words.whole(LONGEST) };
}

/** The draft with what was typed. Properties that no field shows stay; without any there is nothing to carry. */
export function withMqtt5(draft: TileDraft, values: FormValues): TileDraft {
  const commands = Object.fromEntries(
    Object.entries(draft.commands).map(([slot, command]) => [slot, carrying(command, values)]),
  );
  return { ...draft, commands };
}

function carrying(command: CommandDraft, values: FormValues): CommandDraft {
  const { mqtt5 = nothing, ...rest } = command;
  const seconds = Number(text(values, "expirySeconds"));
  const properties: CommandProperties = {
    ...mqtt5,
    expirySeconds: Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST ? seconds : null,
    responseTopic: text(values, "responseTopic"),
    contentType: text(values, "contentType"),
  };
  const { expirySeconds, responseTopic, contentType, userProperties } = properties;
  const empty = expirySeconds === null && responseTopic === "" && contentType === "" && userProperties.length === 0;
  return empty ? rest : { ...rest, mqtt5: properties };
}

/** `commands.set.mqtt5.responseTopic` → `responseTopic`. */
export function mqtt5FieldOf(path: string): string | undefined {
  const [, name = ""] = /^commands\.[^.]+\.mqtt5\.(\w+)/.exec(path) ?? [];
  return mqtt5Fields.some((field) => field.name === name) ? name : undefined;
}

function text(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
}
