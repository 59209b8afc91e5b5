// The host of crates/web: the table of requests over one WebSocket, for a browser.
//
// A page that loses its socket says so and tries again until the engine is back; then it begins anew, because all it knows is the
// engine's and may have changed meanwhile. What it had asked and was not answered fails: nobody can say whether it was done.
import { t } from "../lib/text";
import type { AppError } from "../lib/bindings/api";
import { beginAnew } from "./lost";
import type { Host } from "./types";

/** Of this tab alone, and for as long as it is open: a cookie would go to every port of this device. */
const KEPT = "tilework-key";
const ARRIVING = "#key=";

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

type Told = { id: number } & ({ ok: unknown } | { error: AppError } | { item: unknown } | { end: true });

/** @throws Error: nobody invited this page. */
export async function webHost(): Promise<Host> {
  const key = ownKey();
  if (!key) throw new Error("this page was not invited");
  const socket = await connect(key);
  return over(socket, () => void beginAnew(() => sessionStorage.removeItem(KEPT)));
}

/** What a browser got for its invitation; it leaves the address at once, and with it the history. */
function ownKey(): string | null {
  if (location.hash.startsWith(ARRIVING)) {
    sessionStorage.setItem(KEPT, location.hash.slice(ARRIVING.length));
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(KEPT);
}

function connect(key: string): Promise<WebSocket> {
  const address = new URL("/socket", location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address, ["tilework", `key.${key}`]);
  socket.binaryType = "arraybuffer";
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve(socket);
    socket.onclose = () => reject(new Error("the engine does not answer"));
  });
}

/** The port over a socket that is open. */
function over(socket: WebSocket, onlost: () => void): Host {
  const waiting = new Map<number, Waiting>();
  /** Streams by the id of their request: some go on after their answer. */
  const streams = new Map<number, (item: unknown) => void>();
  let asked = 0;
  let gone = false;

  const answered = (id: number) => {
    const waits = waiting.get(id);
    waiting.delete(id);
    return waits;
  };
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data !== "string") {
      answered(new DataView(data).getUint32(0))?.resolve(data.slice(4));
      return;
    }
    const told = JSON.parse(data) as Told;
    if ("item" in told) streams.get(told.id)?.(told.item);
    else if ("end" in told) streams.delete(told.id);
    else if ("error" in told) answered(told.id)?.reject(told.error);
    else answered(told.id)?.resolve(told.ok);
  };
  socket.onclose = () => {
    gone = true;
    for (const waits of waiting.values()) waits.reject(unanswered());
    waiting.clear();
    onlost();
  };

  const ask = (request: string, args: unknown, onitem?: (item: unknown) => void) =>
    new Promise<unknown>((resolve, reject) => {
      if (gone) return reject(unanswered());
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      if (onitem) streams.set(id, onitem);
      socket.send(JSON.stringify({ id, request, args }));
    });
  // The table gives each request its types; what comes is what its row says.
  return {
    call: (name, args) => ask(name, args) as never,
    stream: (name, args, onitem) => ask(name, args, onitem as (item: unknown) => void) as never,
  };
}

function unanswered(): AppError {
  return { code: "internal", detail: { message: t.app.engineLost } };
}
