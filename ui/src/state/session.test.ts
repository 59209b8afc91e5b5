import { expect, test } from "vitest";
import { FakeHost } from "../host/fake";
import { understand } from "../host/fake/paste";
import { useHost } from "../lib/call";
import { Session } from "./session.svelte";

const link = (host: string) => understand(`mqtt://${host}:1883`, () => 0);

async function started(host: FakeHost) {
  useHost(host);
  const session = new Session();
  await session.start();
  return session;
}

test("a link that opened the app is offered, one that comes later waits for it", async () => {
  const host = new FakeHost({ offered: link("one.example") });
  const session = await started(host);
  host.push({ offered: [link("two.example")] });
  expect(session.offered?.patch.host).toBe("one.example");
  session.settleOffer();
  expect(session.offered?.patch.host).toBe("two.example");
  session.settleOffer();
  expect(session.offered).toBeUndefined();
});

test("an offered broker is neither saved nor tried by itself", async () => {
  const host = new FakeHost({ offered: link("one.example") });
  await started(host);
  const asked = host.asked.map(({ name }) => name);
  expect(asked).not.toContain("save_broker");
  expect(asked).not.toContain("test_connection");
});
