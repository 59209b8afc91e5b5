// English. The accessible names of product.md are fixed: tests from outside find the app's parts by them.
import { board } from "./en/board";
import { brokers } from "./en/brokers";
import { bundles } from "./en/bundles";
import { data } from "./en/data";
import { details } from "./en/details";
import { deviceCode } from "./en/device-code";
import { devices } from "./en/devices";
import { diagnostics } from "./en/diagnostics";
import { editor } from "./en/editor";
import { errors } from "./en/errors";
import { history } from "./en/history";
import { places } from "./en/places";
import { faults, readings, failures, troubles } from "./en/problems";
import { refusal } from "./en/refusals";
import { thirdParty } from "./en/third-party";
import { ages, tiles } from "./en/tiles";

export const en = {
  app: {
    name: "Tilework",
    starting: "Starting…",
    cannotStart: "Tilework could not start",
    engineLost: "The connection to Tilework’s engine was lost. Trying again…",
    engineForgot: "Tilework’s engine was started anew. Open the address that its terminal shows.",
    /** What happened, and what comes of it. */
    sentences: (what: string, next = "") => `${what}. ${next}`.trim(),
    tryAgain: "Try again",
    main: "Main",
    home: "Home",
    settings: "Settings",
    nowhere: "Nothing is at this address",
    close: "Close",
    cancel: "Cancel",
    discardTitle: "Discard changes?",
    discardBody: "What you typed here is not saved.",
    discard: "Discard",
    keepEditing: "Keep editing",
    undo: "Undo",
    dismiss: "Dismiss",
    notifications: "Notifications",
    moreOptions: "More options",
    showPassword: "Show password",
    hidePassword: "Hide password",
    chooseIcon: "Choose an icon",
    kindIcon: "Default icon",
    optional: "optional",
  },
  welcome: {
    headline: ["Your devices,", "on one board."],
    lead: "Tilework connects to your own MQTT broker. What your devices say stays between you and them.",
    demo: "Try the demo",
    demoHint: "A live greenhouse on this device. No account, no network.",
    starting: "Starting the demo…",
    add: "Add broker",
  },
  settings: {
    title: "Settings",
    brokers: "Brokers",
    noBrokers: "No broker yet. Add yours, or look around in the demo.",
    addBroker: "Add broker",
    edit: (name: string) => `Edit ${name}`,
    remove: (name: string) => `Delete ${name}`,
    removeTitle: (name: string) => `Delete ${name}?`,
    removeBody:
      "Tilework disconnects and forgets its password. Tiles that use this broker stay, and say that it is gone.",
    removeConfirm: "Delete broker",
    demo: "Demo",
    demoRunning: "The demo greenhouse runs on this device.",
    demoStopped: "A live greenhouse on this device, to look around in.",
    startDemo: "Start the demo",
    removeDemo: "Remove the demo",
    removeDemoTitle: "Remove the demo?",
    removeDemoBody:
      "The demo greenhouse stops, and its dashboard goes with what you changed on it. You can start it afresh at any time.",
    appearance: "Appearance",
    theme: "Theme",
    themes: { system: "System", dark: "Dark", light: "Light" },
    about: "About",
    version: "Version",
    aboutLine: "Your broker, your data. Nothing passes through a server of ours.",
    licence: "Licence",
    licenceName: "MIT OR Apache-2.0",
  },
  notices: {
    databaseSetAside: {
      title: "Your saved dashboards could not be read",
      body: (file: string) => `Nothing was deleted: the old file was set aside as ${file}, and a new one was begun.`,
    },
    historySetAside: {
      title: "Your recorded history could not be read",
      body: (file: string) => `Nothing was deleted: the old file was set aside as ${file}, and a new one was begun.`,
    },
    historyNotOpened: {
      title: "Nothing is recorded now",
      body: (message: string) =>
        `The file with the history cannot be opened: ${message}. Dashboards work, charts stay empty.`,
    },
    newerDocument: {
      title: (name: string) => `“${name}” was saved by a newer Tilework`,
      body: "It is left as it is. Update Tilework to open it.",
    },
    damagedDocument: {
      title: (name: string) => `“${name}” is damaged`,
      body: (message: string) => `It is left as it is and was not opened. (${message})`,
    },
    startedCarefully: {
      title: "All tiles are at rest",
      body: (title: string | undefined) =>
        title === undefined
          ? "Tilework ended twice right after it started, so this time it reads nothing. If you changed something last, look at it before you start the tiles."
          : `Tilework ended twice right after it started, the last time while it read the tile “${title}”. So this time it reads nothing. Edit or delete that tile, then start the tiles.`,
      start: "Start the tiles",
      edit: (title: string) => `Edit “${title}”`,
    },
    demoFailed: {
      title: "The demo did not start",
      body: (message: string) => `Start it again in Settings. (${message})`,
    },
  },
  board,
  brokers,
  bundles,
  data,
  details,
  deviceCode,
  devices,
  diagnostics,
  thirdParty,
  editor,
  errors,
  history,
  places,
  faults,
  readings,
  failures,
  troubles,
  refusal,
  tiles,
  ages,
};
