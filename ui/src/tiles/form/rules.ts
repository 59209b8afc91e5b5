// The part that gives a kind rules from its value to text, icon and colour.
import type { JsonValue } from "../../lib/bindings/api";
import { t } from "../../lib/text/index";
import { LONGEST, ruleOf, type Rule } from "../rules";
import { listOption, type ListOption } from "./list";
import type { Part } from "./parts";

/** `fallback`: what a tile without rules of its own goes by. `field`: where they stand in the form. */
export const rules = (fallback: readonly Rule[] = [], field: ListOption["field"] = {}): Part =>
  listOption({
    name: "rules",
    label: t.tiles.rules.label,
    help: t.tiles.rules.help,
    of: "rules",
    fallback,
    field,
    draw: () => import("./RulesField.svelte"),
    check: (items) => items.map(problemOf).find((it) => it !== undefined),
  });

const length = (text: string | undefined): number => [...(text ?? "")].length;

function problemOf(item: JsonValue, index: number): string | undefined {
  const rule = ruleOf(item);
  if (!rule) return undefined;
  const { when, low, high } = rule;
  const lacks =
    (low === undefined && (when === "above" || when === "between")) ||
    (high === undefined && (when === "below" || when === "between"));
  if (lacks) return t.tiles.rules.limitOf(index + 1);
  if (when === "between" && (low ?? 0) > (high ?? 0)) return t.tiles.rules.orderOf(index + 1);
  if ([rule.value, rule.text, rule.icon].some((it) => length(it) > LONGEST))
    return t.tiles.rules.tooLong(index + 1, LONGEST);
  return undefined;
}
