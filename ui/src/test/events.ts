// Events as a page pulls them, for tests.
import { vi } from "vitest";
import type { FakeHost } from "../host/fake";

/** Resolves when the page has everything that was pushed so far, and waits for more. */
export async function asking(host: FakeHost): Promise<void> {
  await vi.waitFor(() => {
    if (!host.isAsked) throw new Error("the page does not ask");
  });
}
