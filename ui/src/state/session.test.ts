import { expect, onTestFinished, test } from "vitest";
import { FakeHost } from "../host/fake";
import { understood } from "../host/fake/samples";
import { useHost } from "../lib/call";
import { asking } from "../test/events";
import { Session } from "./session.svelte";

const link = (host: string) => understood({ host, port: 1883, transport: "tcp" });

async function started(host: FakeHost) {
  useHost(host);
  const session = new Session();
  await session.start();
  onTestFinished(() => session.events.stop());
  return session;
}

test("a link that opened the app is offered, one that comes later waits for it", async () => {
  const host = new FakeHost();
  host.push({ offered: [{ kind: "broker", understood: link("one.example") }] });
  const { offers } = await started(host);
  host.push({ offered: [{ kind: "broker", understood: link("two.example") }] });
  await asking(host);
  expect(offers.broker?.patch.host).toBe("one.example");
  offers.settle();
  expect(offers.broker?.patch.host).toBe("two.example");
  offers.settle();
  expect(offers.first).toBeUndefined();
});

test("an offered broker is neither saved nor tried by itself", async () => {
  const host = new FakeHost();
  host.push({ offered: [{ kind: "broker", understood: link("one.example") }] });
  await started(host);
  await asking(host);
  const asked = host.asked.map(({ name }) => name);
  expect(asked).not.toContain("save_broker");
  expect(asked).not.toContain("test_connection");
});
