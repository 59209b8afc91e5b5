// Taking along and bringing back.
import type { BundleFault, SecretKind } from "../../bindings/api";

const mib = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Why a file or a link was not taken: each ends with what to do. */
const faults: { [K in BundleFault["kind"]]: (fault: Extract<BundleFault, { kind: K }>) => string } = {
  foreign: () => "It is something else: a Tilework file ends in “.tilework”, a link begins with “tilework://add”.",
  cutOff: () => "Its end is missing. Send or copy it again, whole.",
  damaged: () => "It is damaged. Ask for it once more, as a file.",
  newer: () => "It was made by a newer Tilework. Update this one, then try again.",
  tooLarge: ({ limit }) =>
    limit < 1024 * 1024
      ? "It is too large for a link. Use a file instead."
      : `It is larger than ${mib(limit)}, which is more than Tilework takes.`,
  tooComplex: () => "There is far more in it than Tilework ever writes.",
  tooManyTiles: ({ limit }) => `A dashboard holds at most ${limit} tiles.`,
  tooManyDashboards: ({ limit }) => `There are more than ${limit} dashboards in it.`,
  tooManyBrokers: ({ limit }) => `There are more than ${limit} brokers in it.`,
  wrongBroker: ({ name }) => `The broker “${name || "without a name"}” in it cannot be used.`,
  empty: () => "There is nothing in it.",
};

const secrets: Record<SecretKind, string> = {
  password: "password",
  privateKey: "private key",
  headers: "headers",
  username: "secret user name",
  queries: "token in the address",
  userProperties: "user properties",
};

export const bundles = {
  faults,
  secrets: (kinds: readonly SecretKind[]) => kinds.map((it) => secrets[it]).join(", "),
  backup: "Backup",
  backupHint: "Keep all dashboards and brokers in a file, or bring them back.",
  backupLead:
    "A backup is one file with all your dashboards and brokers. Passwords are not in it, and neither is the recorded history.",
  backUpNow: "Back up now",
  backedUp: (place: string) => `Backed up to ${place}`,
  restore: "Restore",
  restoreLead:
    "Restoring adds what is missing. Nothing that is here is changed or lost, and nothing connects by itself.",
  toType: "Still to be typed",
  toTypeLead: "These brokers cannot connect before you type what no backup has.",
  open: "Open",
  typeIt: (name: string) => `Open ${name}`,
  share: "Share",
  shareTitle: (name: string) => `Share “${name}”`,
  shareLead:
    "Whoever gets this sees what it would add, and chooses a broker for it. Passwords, keys and tokens are never in it.",
  shareTileLead: "As a QR code, a link or a file, as it is saved.",
  shareNote: "Topics, payloads and texts of the tiles go along as you wrote them.",
  with: "What goes along",
  withAddress: "Address of the broker",
  withLogin: "User name",
  withDevice: "Client ID",
  withDeviceHelp: "Only to move to another device: two with the same client ID throw each other out.",
  code: "QR code",
  codeHelp: "Scan it with a phone on which Tilework is installed.",
  codeTooLarge: "Too large for one QR code. Send the link or the file instead.",
  link: "Link",
  linkTooLarge: "Too large for a link. Save the file instead.",
  copy: "Copy link",
  copied: "Link copied",
  notCopied: "It could not be copied. Select the link and copy it yourself.",
  save: "Save file",
  saved: (place: string) => `Saved as ${place}`,
  import: "Import",
  importTitle: "Import",
  importLead: "Bring in a tile, a dashboard or a backup. You see what it would add before anything is done.",
  choose: "Choose a file",
  paste: "Or paste a link",
  look: "Look at it",
  scan: "Scan a QR code",
  scanFailed: "No code was read.",
  unreadable: "The file cannot be read",
  would: {
    tile: "This tile would be added",
    dashboard: "This dashboard would be added",
    brokers: "These brokers would be added",
    backup: "This backup would be restored",
  },
  nothingToDo: "All of it is here already. There is nothing to add.",
  dashboards: "Dashboards",
  tilesOf: (count: number) => some(count, "tile", "tiles"),
  unknown: (count: number) =>
    count === 1
      ? "One is of a kind that this version does not know, and is kept."
      : `${count} are of kinds that this version does not know, and are kept.`,
  added: "Would be added",
  left: "Already here, stays as it is",
  untitled: "Untitled tile",
  brokersTitle: "Brokers",
  brokerName: (name: string, preset: string) => name || `${preset} broker`,
  brokerFor: (name: string) => `For “${name}”`,
  noAddress: "Its address was not sent along.",
  instead: (name: string) => `Use ${name}, which is here`,
  addBroker: "Add it as a new broker, switched off",
  addHelp: (secrets: string) => (secrets ? `You type its ${secrets} afterwards.` : "You switch it on afterwards."),
  onto: "Put it on",
  newDashboard: "A new dashboard",
  take: "Import",
  restoreTake: "Restore",
  taken: (dashboards: number, brokers: number) =>
    [
      ...(dashboards > 0 ? [some(dashboards, "dashboard", "dashboards")] : []),
      ...(brokers > 0 ? [some(brokers, "broker", "brokers")] : []),
    ].join(" and ") + " added",
  tileTaken: (dashboard: string) => `Tile added to “${dashboard}”`,
  nothingTaken: "Everything was here already",
  takenBack: "The import was taken back",
  doneTitle: "Imported",
  doneLead: "Nothing connects yet. Open each new broker, type what is missing, and switch it on.",
  done: "Done",
};
