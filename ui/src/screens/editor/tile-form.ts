// The common part of every tile's form, and the way from form to draft.
import type { FieldSchema, FormValues } from "../../components/form";
import type { Accent, BrokerView, DashboardView, Tile, TileDraft, TileId } from "../../lib/bindings/api";
import { t } from "../../lib/text";
import { brokersOf } from "../../state/tile-context";
import type { TileKindContract } from "../../tiles/contract";
import { stamped } from "../../tiles/version";

const ACCENTS: Record<Accent, string> = t.editor.accents;

/** A new one is hinted at by what its kind is often called. */
export const titleField = (kind: TileKindContract): FieldSchema => ({
  name: "title",
  kind: "text",
  label: t.editor.title,
  placeholder: kind.sample.tile.title,
});

export const lookFields = (kind: TileKindContract): FieldSchema[] => [
  {
    name: "accent",
    kind: "accent",
    label: t.editor.accent,
    choices: Object.entries(ACCENTS).map(([value, label]) => ({ value, label })),
  },
  { name: "icon", kind: "icon", label: t.editor.icon, placeholder: kind.icon },
];

/** Asked only where there is a choice: several brokers, or a tile whose broker is gone. */
export function brokerField(brokers: readonly BrokerView[], chosen: string): FieldSchema | undefined {
  const known = brokers.some((broker) => broker.id === chosen);
  if (brokers.length <= 1 && known) return undefined;
  const choices = choicesOf(brokers, chosen);
  const help = brokers.length === 0 ? t.editor.noBroker : undefined;
  return { name: "broker", kind: "select", label: t.editor.broker, choices, help };
}

function choicesOf(brokers: readonly BrokerView[], chosen: string): { value: string; label: string }[] {
  const choices = brokers.map((broker) => ({ value: broker.id, label: broker.name }));
  const missing = chosen !== "" && !brokers.some((broker) => broker.id === chosen);
  return missing ? [{ value: chosen, label: t.editor.missingBroker }, ...choices] : choices;
}

/** The fields of a kind; those that choose a broker of their own only where there is a choice, as above. */
export function ownFields(
  kind: TileKindContract,
  values: FormValues,
  brokers: readonly BrokerView[],
  dashboards: readonly DashboardView[] = [],
): FieldSchema[] {
  return kind.fields.flatMap((field) => {
    if (kind.dashboardFields?.includes(field.name)) {
      const named = dashboards.map(({ dashboard }) => ({ value: dashboard.id, label: dashboard.name }));
      return [{ ...field, choices: [...(field.choices ?? []), ...named] }];
    }
    if (!kind.brokerFields.includes(field.name)) return [field];
    const chosen = String(values[field.name] ?? "");
    const known = chosen === "" || brokers.some((broker) => broker.id === chosen);
    if (brokers.length <= 1 && known) return [];
    return [{ ...field, choices: [...(field.choices ?? []), ...choicesOf(brokers, chosen)] }];
  });
}

export function commonValues(
  tile: Tile | undefined,
  brokers: readonly BrokerView[],
  neighbours: readonly Tile[] = [],
  title = "",
): FormValues {
  return {
    title: tile?.title ?? title,
    icon: tile?.icon ?? "",
    accent: tile?.accent ?? "teal",
    broker: (tile && [...brokersOf(tile)][0]) ?? brokerForNew(brokers, neighbours),
  };
}

/** A new tile most likely reads from where the newest other tile of its dashboard does; else from the broker added last. */
function brokerForNew(brokers: readonly BrokerView[], neighbours: readonly Tile[]): string {
  const known = neighbours.flatMap((it) => [...brokersOf(it)]).filter((id) => brokers.some((it) => it.id === id));
  return known.at(-1) ?? brokers.findLast((it) => it.origin === "own")?.id ?? brokers[0]?.id ?? "";
}

export function draftOf(
  kind: TileKindContract,
  tile: Tile | undefined,
  common: FormValues,
  own: FormValues,
): TileDraft {
  const icon = String(common["icon"]).trim();
  const content = kind.toDraft(own, String(common["broker"]));
  return {
    kind: kind.kind,
    title: String(common["title"]).trim(),
    icon: icon === "" ? null : icon,
    accent: common["accent"] as Accent,
    size: tile?.size ?? kind.size,
    ...content,
    options: stamped(kind, content.options),
  };
}

/** A draft as the tile it would be, for the live preview under this id. */
export function previewTile(draft: TileDraft, id: TileId): Tile {
  return { ...draft, id };
}

/** The newest message stands between the topic it came from and the template it helps to write. */
export function aroundNewest(fields: readonly FieldSchema[]): { before: FieldSchema[]; after: FieldSchema[] } {
  const topic = fields.findIndex(
    (field) => field.name.toLowerCase().includes("topic") && field.name !== "commandTopic",
  );
  const before = fields.slice(0, topic + 1).filter((field) => !field.advanced);
  return { before, after: fields.filter((field) => !before.includes(field)) };
}

/** Engine path → field, common ones first. */
export function fieldOf(kind: TileKindContract, path: string): string | undefined {
  if (path === "title" || path === "icon" || path === "accent") return path;
  const own = kind.fieldOf(path);
  if (path.endsWith(".broker")) return own !== undefined && kind.brokerFields.includes(own) ? own : "broker";
  return own;
}
