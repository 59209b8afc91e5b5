// Material Design Icons for tiles (Home Assistant's devices name theirs `mdi:…`). The set is some 7,000 paths in one chunk of its
// own, fetched when the first tile asks. Deliberately not here: a static import from "@mdi/js", which would pull all of them into
// the first chunk.

type Paths = Readonly<Record<string, string>>;

let paths: Paths | undefined;
let loading: Promise<Paths> | undefined;

function load(): Promise<Paths> {
  loading ??= import("@mdi/js").then(
    (all) => (paths = all as unknown as Paths),
    (reason: unknown) => {
      loading = undefined; // the next tile tries again
      throw reason;
    },
  );
  return loading;
}

/** Fetches the set before the first tile asks, so that the picker does not open with empty chips. */
export function preloadIcons(): void {
  load().catch(() => undefined); // whoever needs one tries again
}

/** "water-pump" and "mdi:water-pump" → "mdiWaterPump". */
export function exportName(name: string): string {
  const words = name.trim().toLowerCase().replace(/^mdi:/, "").split("-");
  return `mdi${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("")}`;
}

/** "mdiRotate3dVariant" → "rotate-3d-variant". Always a name that `exportName` leads back. */
export function iconName(exported: string): string {
  return exported
    .replace(/^mdi/, "")
    .replace(/([a-z])([0-9])/g, "$1-$2")
    .replace(/(.)(?=[A-Z])/g, "$1-")
    .toLowerCase();
}

function pick(all: Paths, name: string): string | undefined {
  const key = exportName(name);
  return Object.hasOwn(all, key) ? all[key] : undefined;
}

/** The path on a 24×24 canvas if the set is here already: no flash of an empty chip. */
export function iconNow(...names: (string | null | undefined)[]): string | undefined {
  for (const name of names) {
    const path = paths && name ? pick(paths, name) : undefined;
    if (path) return path;
  }
  return undefined;
}

/** The path of the first name that exists: a tile's own icon, then its kind's. */
export async function loadIcon(...names: (string | null | undefined)[]): Promise<string | undefined> {
  await load();
  return iconNow(...names);
}

export interface FoundIcon {
  name: string;
  path: string;
}

/** Icons whose name has every word of the query, those that begin with it first; at most `limit`. */
export async function searchIcons(query: string, limit = 60): Promise<FoundIcon[]> {
  const all = await load();
  const words = query
    .toLowerCase()
    .replace(/^mdi:/, "")
    .split(/[\s-]+/)
    .filter(Boolean);
  const first = words[0] ?? "";
  const found: (FoundIcon & { rank: number })[] = [];
  for (const key of Object.keys(all)) {
    const path = all[key];
    if (!key.startsWith("mdi") || typeof path !== "string") continue;
    const name = iconName(key);
    if (!words.every((word) => name.includes(word))) continue;
    found.push({ name, path, rank: (name.startsWith(first) ? 0 : 1_000) + name.length });
  }
  found.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name));
  return found.slice(0, limit).map(({ name, path }) => ({ name, path }));
}
