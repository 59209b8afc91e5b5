// Title: what happened. Hint: what to do. One entry for each code of `AppError`; lib/errors.ts checks that none is missing.
import { quoted } from "./refusals";

export const errors = {
  invalidInput: { title: "Some fields are not right", hint: "Each one says what is wrong with it." },
  notFound: {
    title: (what: string) => `${what} is not there any more`,
    hint: "It may have been deleted in another window.",
  },
  secretStoreUnavailable: {
    title: "This device's keyring is not available",
    hint: "Unlock or start the keyring and try again, or choose not to remember the password.",
  },
  notSaved: {
    title: "The change was not saved",
    hint: (message: string) => `Check that the disk has space and can be written to, then try again. (${message})`,
  },
  newerDocument: {
    title: "Saved by a newer Tilework",
    hint: "Update Tilework to change it. It stays as it is until then.",
  },
  tooManyTiles: {
    title: "This dashboard is full",
    hint: (limit: number) => `A dashboard holds at most ${limit} tiles. Put this one on another dashboard.`,
  },
  demoFailed: {
    title: "The demo did not start",
    hint: (message: string) => `Try again in a moment. (${message})`,
  },
  noHistory: {
    title: "There is no history now",
    hint: (message: string) =>
      `The file with the history could not be opened when Tilework started: ${quoted(message)}. Dashboards work. Nothing is recorded until it can be opened, and charts stay empty.`,
  },
  notAllowed: {
    title: "This is not allowed here",
    hint: {
      see: "This window may not look at anything.",
      act: "This window may look, and switch nothing.",
      change: "This window may not change dashboards.",
      own: "This window may not change brokers, passwords or what is kept.",
    },
  },
  bundleRefused: { title: "That did not work, and nothing was changed" },
  internal: {
    title: "Something went wrong in Tilework",
    hint: (message: string) => `This is our mistake. Please report it with these words: ${message}`,
  },
};
