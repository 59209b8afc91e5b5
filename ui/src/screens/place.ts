// What a screen is to the rest: a folder with an index.ts that exports one of these. Screens open each other by address.
import type { Component } from "svelte";
import type { Pathed } from "../lib/route/steps";
import type { Session } from "../state/session.svelte";

export interface Place extends Pathed {
  /** Its way in from the navigation; `order` is its position there. */
  nav?: { label: string; Icon: Component<{ size?: number; strokeWidth?: number }>; order: number };
  /** What Settings shows of it: a line that leads there, say. */
  settings?: { order: number; load(): Promise<{ default: Component }> };
  /** It has the window to itself, without the navigation. */
  alone?: boolean;
  /** The name of what the address names and what is not there, if so. Undefined as long as that is not known. */
  missing?(params: Readonly<Record<string, string>>, session: Session): string | undefined;
  load(): Promise<{ default: Component<Record<string, string>> }>;
}

type Part<Word extends string> = Word extends `:${infer Name}?`
  ? { [N in Name]?: string }
  : Word extends `:${infer Name}`
    ? { [N in Name]: string }
    : Word extends `${infer Name}?`
      ? { [N in Name]?: string }
      : unknown;

/** The parameters that a path names: the properties of the place's component. */
export type Params<Path extends string> = Path extends `${infer Word}/${infer Rest}`
  ? Part<Word> & Params<Rest>
  : Part<Path>;

interface Declared<Path extends string> extends Omit<Place, "path" | "missing" | "load"> {
  path: Path;
  missing?(params: Params<Path>, session: Session): string | undefined;
  load(): Promise<{ default: Component<Params<Path> & Record<never, never>> }>;
}

/** A place whose component takes what its path names, checked by the compiler. */
export const place = <const Path extends string>(declared: Declared<Path>): Place => declared as unknown as Place;
