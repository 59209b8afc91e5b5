import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { t } from "../lib/text";
import type { Host } from "./types";
import { webHost } from "./web";

class Socket {
  static opened: Socket[] = [];
  static refuses = false;
  binaryType = "";
  sent: { id: number; request: string; args: unknown }[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (event: { data: string | ArrayBuffer }) => void;

  constructor(
    readonly address: URL,
    readonly protocols: string[],
  ) {
    Socket.opened.push(this);
    queueMicrotask(() => (Socket.refuses ? this.onclose?.() : this.onopen?.()));
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as (typeof this.sent)[number]);
  }

  say(told: unknown): void {
    this.onmessage?.({ data: JSON.stringify(told) });
  }
}

beforeEach(() => {
  Socket.opened = [];
  Socket.refuses = false;
  sessionStorage.clear();
  vi.stubGlobal("WebSocket", Socket);
});

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
  history.replaceState(null, "", "/");
});

async function invited(): Promise<{ host: Host; socket: Socket }> {
  location.hash = "#key=secret";
  const host = await webHost();
  return { host, socket: Socket.opened[0] as Socket };
}

test("an invited page shows its key to the socket, and nowhere else any more", async () => {
  const { socket } = await invited();
  expect(socket.address.pathname).toBe("/socket");
  expect(socket.protocols).toEqual(["tilework", "key.secret"]);
  expect(location.href).not.toContain("secret");
  // A page that is loaded again in this tab is still invited.
  await webHost();
  expect(Socket.opened[1]?.protocols).toContain("key.secret");
});

test("a page that nobody invited does not even ask", async () => {
  await expect(webHost()).rejects.toThrow("invited");
  expect(Socket.opened).toEqual([]);
});

test("an engine that does not answer is told at once", async () => {
  Socket.refuses = true;
  await expect(invited()).rejects.toThrow("does not answer");
});

test("each answer goes to its question, whatever their order", async () => {
  const { host, socket } = await invited();
  const session = host.call("session", {});
  const presets = host.call("presets", {});
  expect(socket.sent.map((it) => it.request)).toEqual(["session", "presets"]);
  socket.say({ id: socket.sent[1]?.id, ok: [] });
  socket.say({ id: socket.sent[0]?.id, ok: { version: "1" } });
  await expect(presets).resolves.toEqual([]);
  await expect(session).resolves.toEqual({ version: "1" });
});

test("what the engine refuses is refused in its own words", async () => {
  const { host, socket } = await invited();
  const refused = host.call("delete_broker", { broker: "b" });
  const error = { code: "notFound", detail: { what: "The broker" } };
  socket.say({ id: socket.sent[0]?.id, error });
  await expect(refused).rejects.toEqual(error);
});

test("a stream gives its items in order, then its answer", async () => {
  const { host, socket } = await invited();
  const items: unknown[] = [];
  const done = host.stream("compact_history", {}, (item) => items.push(item));
  const id = socket.sent[0]?.id;
  socket.say({ id, item: 1 });
  socket.say({ id, item: 2 });
  socket.say({ id, ok: "done" });
  await expect(done).resolves.toBe("done");
  // A feed goes on after its answer, until the engine ends it.
  socket.say({ id, item: 3 });
  socket.say({ id, end: true });
  socket.say({ id, item: 4 });
  expect(items).toEqual([1, 2, 3]);
});

test("bytes come as bytes", async () => {
  const { host, socket } = await invited();
  const chart = host.call("draw_chart", {} as never);
  socket.onmessage?.({ data: new Uint8Array([0, 0, 0, socket.sent[0]?.id ?? 0, 60, 62]).buffer });
  expect([...new Uint8Array((await chart) as ArrayBuffer)]).toEqual([60, 62]);
});

test("a lost socket fails what was asked and what will be, and says so", async () => {
  const { host, socket } = await invited();
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  const asked = expect(host.call("session", {})).rejects.toMatchObject({ code: "internal" });
  socket.onclose?.();
  await asked;
  expect(document.body.textContent).toContain(t.app.engineLost);
  await expect(host.call("session", {})).rejects.toMatchObject({ code: "internal" });
});

test("an engine that was started anew is told apart from one that is gone, and its old key forgotten", async () => {
  const { socket } = await invited();
  vi.stubGlobal("fetch", () => Promise.resolve({ ok: false, status: 401 }));
  socket.onclose?.();
  await vi.waitFor(() => expect(document.body.textContent).toContain(t.app.engineForgot));
  expect(sessionStorage.getItem("tilework-key")).toBeNull();
});
