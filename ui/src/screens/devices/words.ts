// Devices as people read them: what they are called, in which order, and what was meant by a note.
import type { BrokerDevices, DeviceView, EntityView, Note, Reading, Unreadable } from "../../lib/bindings/api";
import { t } from "../../lib/text";
import { show, withUnit } from "../../tiles/frame/show";

const words = t.devices;

export const deviceName = (device: DeviceView): string => device.name ?? words.unnamed;

export const entityName = (entity: EntityView, device: DeviceView): string => entity.name ?? deviceName(device);

/** What stands under a device's name. */
export function factsOf(device: DeviceView): string {
  const { maker, model, conventions } = device;
  const facts = [model, maker === model ? null : maker, ...conventions.map((it) => words.conventions[it])];
  return facts.filter((it) => it !== null).join(words.separator);
}

export const hasTile = ({ reads, sends }: EntityView): boolean => reads || sends;

export const mainOf = (device: DeviceView): EntityView[] => device.entities.filter((it) => it.category === "main");

export const moreOf = (device: DeviceView): EntityView[] => device.entities.filter((it) => it.category !== "main");

/** What an entity says now; undefined: nothing. */
export function valueWords(entity: EntityView, reading: Reading | undefined): string | undefined {
  const value = reading?.value;
  if (value?.type === "boolean") {
    const meant = entity.sends ? undefined : words.words[entity.class ?? ""];
    if (meant) return value.value ? meant[0] : meant[1];
  }
  const { text, unit } = show(reading);
  return text === undefined ? undefined : withUnit(text, unit);
}

export function noteWords(note: Note): string {
  const say = words.notes[note.kind] as (note: Note) => string;
  return say(note);
}

export function unreadWords(why: Unreadable): string {
  const say = words.unread[why.kind] as (why: Unreadable) => string;
  return say(why);
}

export interface Room {
  /** Null: the devices in it say none. */
  name: string | null;
  devices: DeviceView[];
}

const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;

/** The devices of a broker that have all words of the search somewhere, room by room; those without a room come last. */
export function roomsOf({ devices }: BrokerDevices, search: string): Room[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rooms = new Map<string | null, DeviceView[]>();
  for (const device of devices) {
    const entities = device.entities.flatMap(({ name, class: meant, component }) => [name, meant, component]);
    const text = [device.name, device.area, device.maker, device.model, ...entities].join("\n").toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    rooms.set(device.area, [...(rooms.get(device.area) ?? []), device]);
  }
  for (const inside of rooms.values()) inside.sort((a, b) => compare(deviceName(a), deviceName(b)));
  const named = [...rooms].map(([name, inside]) => ({ name, devices: inside }));
  return named.sort((a, b) => (a.name === null ? 1 : b.name === null ? -1 : compare(a.name, b.name)));
}

/** Announcements that could not be read, or found no room. */
export const problemCount = (all: readonly BrokerDevices[]): number =>
  all.reduce((sum, { unread, leftOut }) => sum + unread.length + leftOut, 0);
