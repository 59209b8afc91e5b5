import type { TileKindContract } from "../../contract";
import { availability, binding } from "../../form/binding";
import { choiceOption, textOption } from "../../form/fields";
import { form, isWritten, type Part } from "../../form/parts";
import { untilOf } from "./goal";
import { sample } from "./sample";
import { text } from "./text";

const wrong = (written: string): string | undefined =>
  untilOf(written, 0)?.kind === "unclear" ? text.notATime : undefined;

const told = {
  slot: "value",
  role: "attribute",
  decode: { as: "auto" },
  topicHelp: text.topicHelp,
  templateAdvanced: true,
} as const;
const needed = binding(told);
const optional = binding({ ...told, optional: true });
/** Without a topic it counts to a time of its own. Before that is written it waits for its topic, as every new tile does: it is not broken. */
const topic: Part = {
  ...optional,
  write: (writing) => (isWritten(writing.values, "until") ? optional : needed).write(writing),
  check: (values): Record<string, string> =>
    isWritten(values, "topic") || isWritten(values, "until") ? {} : { until: text.neither },
};

/** It has no age at which it is stale: a timer says once how long it runs. Its value is none to tell elsewhere: it is another each second. */
const kind: TileKindContract = {
  kind: "countdown",
  order: 71,
  name: text.name,
  description: text.description,
  icon: "timer-sand",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(
    topic,
    textOption(
      {
        name: "until",
        kind: "text",
        label: text.until,
        help: text.untilHelp,
        placeholder: text.untilPlaceholder,
        when: (values) => !isWritten(values, "topic"),
      },
      wrong,
    ),
    choiceOption({
      name: "number",
      label: text.number,
      choices: (["seconds", "minutes", "hours"] as const).map((value) => ({ value, label: text.numbers[value] })),
      blank: "seconds",
      field: { when: (values) => isWritten(values, "topic") },
    }),
    textOption({ name: "done", kind: "text", label: text.doneText, placeholder: text.done }),
    availability(),
  ),
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
