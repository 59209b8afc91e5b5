// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Lock",
  description: "Locks and unlocks a door, and opens its latch. Unlocking asks first.",
  says: {
    locked: "Locked",
    unlocked: "Unlocked",
    locking: "Locking",
    unlocking: "Unlocking",
    jammed: "Jammed",
    open: "Open",
    opening: "Opening",
  },
  /** Last heard of a device that is away, or has not said anything for long. */
  was: (says: string, words: string) => `Was: ${says} · ${words}`,
  asked: { lock: "Locking…", unlock: "Unlocking…", open: "Opening…" },
  sent: { lock: "Sent: lock", unlock: "Sent: unlock", open: "Sent: open" },
  presses: { lock: "Lock", unlock: "Unlock", open: "Open" },
  of: (press: string, title: string) => `${press} ${title}`,
  topicHelp: "Where the lock says whether it is locked. Without it the tile can only say what was sent.",
  payloads: { lock: "Payload lock", unlock: "Payload unlock", open: "Payload open" },
  openHelp: "Pulls the latch. Empty: it cannot.",
  topics: { lock: "Topic for lock", unlock: "Topic for unlock", open: "Topic for open" },
  topicsHelp: "Only if it is not the command topic. The payload may be empty then.",
  separate: "Separate command topics",
  saysLocked: "State locked",
  saysUnlocked: "State unlocked",
  saysHelp: "If the lock has words of its own.",
  confirm: "Ask before unlocking",
  confirmHelp: "Unlocking and opening wait for a second press. Locking never does.",
  nothing: "Give a command topic here.",
};
