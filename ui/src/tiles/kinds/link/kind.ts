import type { TileKindContract } from "../../contract";
import { form, setOption, typed, type Part } from "../../form/parts";
import { completed, isAddress } from "./address";
import { sample } from "./sample";
import { text } from "./text";

const target: Part = {
  options: { address: { type: "address" }, dashboard: { type: "text" } },
  fields: [
    {
      name: "to",
      kind: "segments",
      label: text.to,
      choices: (["address", "dashboard"] as const).map((value) => ({ value, label: text.ways[value] })),
    },
    {
      name: "address",
      kind: "text",
      label: text.address,
      help: text.addressHelp,
      inputMode: "url",
      when: (values) => values["to"] !== "dashboard",
    },
    {
      name: "dashboard",
      kind: "select",
      label: text.dashboard,
      choices: [{ value: "", label: text.none }],
      when: (values) => values["to"] === "dashboard",
    },
  ],
  blank: { to: "address", address: "", dashboard: "" },
  read({ options: { address, dashboard } }) {
    return {
      to: typeof dashboard === "string" && dashboard !== "" ? "dashboard" : "address",
      address: typeof address === "string" ? address : "",
      dashboard: typeof dashboard === "string" ? dashboard : "",
    };
  },
  write({ values, original, draft }) {
    const before = this.read(original);
    const leads = values["to"] === "dashboard";
    const write = (name: string, value: string) => {
      // What is no text is an import's or a newer version's: it stays until something is written over it.
      if (value !== before[name]) setOption(draft, name, value === "" ? undefined : value);
    };
    write("dashboard", leads ? typed(values, "dashboard") : "");
    write(
      "address",
      leads
        ? ""
        : typed(values, "address") === before["address"]
          ? before["address"]
          : completed(typed(values, "address")),
    );
  },
  paths: { "options.address": "address", "options.dashboard": "dashboard" },
  check(values): Record<string, string> {
    if (values["to"] === "dashboard") return typed(values, "dashboard") === "" ? { dashboard: text.none } : {};
    return isAddress(completed(typed(values, "address"))) ? {} : { address: text.notAnAddress };
  },
};

const kind: TileKindContract = {
  kind: "link",
  order: 97,
  name: text.name,
  description: text.description,
  icon: "open-in-new",
  size: { width: 2, height: 2 },
  minimum: { width: 1, height: 2 },
  ...form(target),
  dashboardFields: ["dashboard"],
  version: 1,
  sample,
  load: () => import("./Tile.svelte"),
};

export default kind;
