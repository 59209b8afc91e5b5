// The schema a form is drawn from. It knows nothing of MQTT: tile kinds and the broker form describe their fields with it.
import type { Component } from "svelte";

/** What a form holds while it is edited: exactly what was typed. Fields not in the schema are kept as they are. */
export type FormValues = Record<string, string | boolean>;

export type FieldKind =
  "text" | "number" | "password" | "code" | "select" | "segments" | "toggle" | "accent" | "icon" | "own";

/** What draws a field of kind `own`; its label and what is wrong with it the field says itself. Its value is a text, as everything typed is. */
export interface OwnFieldProps {
  value: string;
  onchange: (value: string) => void;
}

export interface FieldSchema {
  /** Key in `FormValues`, and the name a problem refers to. */
  name: string;
  kind: FieldKind;
  /** The accessible name. */
  label: string;
  help?: string;
  placeholder?: string;
  /** For `select` and `segments`. */
  choices?: { value: string; label: string }[];
  /** Whether a choice makes sense beside the other values; in the place of a chosen one that does not, the first that does is shown. */
  offers?: (choice: string, values: FormValues) => boolean;
  /** Two neighbouring halves share a row. */
  width?: "half" | "full";
  /** Folded away under "More options" until asked for, or until it has a problem. */
  advanced?: boolean;
  /** Of an advanced field: the fold it is in, by its title; none is "More options". */
  group?: string;
  /** Hidden while false. */
  when?: (values: FormValues) => boolean;
  inputMode?: "text" | "numeric" | "decimal" | "url";
  /** For `own`. */
  draw?: () => Promise<{ default: Component<OwnFieldProps> }>;
}

/** Field name → what is wrong, in words. */
export type FieldProblems = Record<string, string>;
