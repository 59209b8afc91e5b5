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

/** What an entity says; undefined: it has said nothing yet. */
export function valueWords(entity: EntityView, reading: Reading | undefined): string | undefined {
  if (!reading || reading.at === null) return undefined;
  const { value, problem } = reading;
  if (value === null) return problem ? undefined : t.tiles.states.notKnown;
  if (value.type === "boolean") {
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

interface Searched {
  device: DeviceView;
  /** All that can be searched for. */
  text: string;
}

/** What a broker's devices are called changes only with what is found, and not with what is typed or how many are drawn. */
const known = new WeakMap<BrokerDevices, readonly { name: string | null; inside: readonly Searched[] }[]>();

function searchedOf(broker: BrokerDevices) {
  const before = known.get(broker);
  if (before) return before;
  const rooms = new Map<string | null, Searched[]>();
  for (const device of broker.devices) {
    const entities = device.entities.flatMap(({ name, class: meant, component }) => [name, meant, component]);
    const text = [device.name, device.area, device.maker, device.model, ...entities].join("\n").toLowerCase();
    const inside = rooms.get(device.area);
    if (inside) inside.push({ device, text });
    else rooms.set(device.area, [{ device, text }]);
  }
  for (const inside of rooms.values()) inside.sort((a, b) => compare(deviceName(a.device), deviceName(b.device)));
  const all = [...rooms]
    .map(([name, inside]) => ({ name, inside }))
    .sort((a, b) => (a.name === null ? 1 : b.name === null ? -1 : compare(a.name, b.name)));
  known.set(broker, all);
  return all;
}

/** The devices of a broker that have all words of the search somewhere, room by room; those without a room come last. */
export function roomsOf(broker: BrokerDevices, search: string): Room[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return searchedOf(broker).flatMap(({ name, inside }) => {
    const devices = inside.filter(({ text }) => wanted.every((word) => text.includes(word)));
    return devices.length > 0 ? [{ name, devices: devices.map(({ device }) => device) }] : [];
  });
}

/** Announcements that could not be read, or found no room. */
export const problemCount = (all: readonly BrokerDevices[]): number =>
  all.reduce((sum, { unread, leftOut }) => sum + unread.length + leftOut, 0);
