// Understands addresses, `host:port` and `key: value` lines: enough to look at a form that fills itself.
import type { BrokerPatch, Transport, Understood } from "../../lib/bindings/api";

const SCHEMES: Record<string, [Transport, number]> = {
  mqtt: ["tcp", 1883],
  mqtts: ["tls", 8883],
  ws: ["webSocket", 80],
  wss: ["secureWebSocket", 443],
};

const nothing: BrokerPatch = {
  name: null,
  preset: null,
  host: null,
  port: null,
  transport: null,
  path: null,
  username: null,
  clientId: null,
  protocol: null,
  topicPrefix: null,
  serverName: null,
  ports: [],
};

/** `keep` puts a password where `SecretInput::Offered` finds it, and gives its number. */
export function understand(text: string, keep: (secret: string) => number): Understood {
  const trimmed = text.trim();
  const link = /^tilework:\/\/broker\?(.*)$/s.exec(trimmed);
  if (link) return pairs([...new URLSearchParams(link[1])], keep);
  const url = /^(mqtts?|wss?):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^:/?#]+)(?::(\d+))?(\/[^?#]*)?/i.exec(trimmed);
  if (url) {
    const [transport, usual] = SCHEMES[(url[1] ?? "").toLowerCase()] ?? ["tcp", 1883];
    const port = url[5] === undefined ? usual : Number(url[5]);
    return {
      patch: {
        ...nothing,
        host: url[4] ?? null,
        port,
        transport,
        path: url[6] ?? null,
        username: url[2] === undefined || url[2] === "" ? null : decodeURIComponent(url[2]),
      },
      password: url[3] ? keep(decodeURIComponent(url[3])) : null,
      token: null,
      ignored: 0,
    };
  }
  const bare = /^([\w.-]+):(\d{1,5})$/.exec(trimmed);
  if (bare)
    return {
      patch: { ...nothing, host: bare[1] ?? null, port: Number(bare[2]) },
      password: null,
      token: null,
      ignored: 0,
    };
  const lines = trimmed.split(/\n/).filter((line) => line.trim() !== "");
  return pairs(
    lines.map((line): [string, string] => {
      const [, name = "", value = ""] = /^\s*([\w ]+?)\s*[:=\t]\s*(.*?)\s*$/.exec(line) ?? [];
      return [name, value];
    }),
    keep,
  );
}

function pairs(all: [string, string][], keep: (secret: string) => number): Understood {
  const found: Understood = { patch: { ...nothing }, password: null, token: null, ignored: 0 };
  const { patch } = found;
  for (const [name, value] of all) {
    if (value === "") found.ignored++;
    else if (/^(server|host)/i.test(name)) patch.host = value;
    else if (/^(user|username|login)$/i.test(name)) patch.username = value;
    else if (/^pass/i.test(name)) found.password = keep(value);
    else if (/^(ssl|tls) port$/i.test(name)) patch.ports = [...patch.ports, { transport: "tls", port: Number(value) }];
    else if (/^port$/i.test(name)) patch.port = Number(value);
    else if (/^name$/i.test(name)) patch.name = value;
    else if (/^client ?id$/i.test(name)) patch.clientId = value;
    else found.ignored++;
  }
  const [best] = patch.ports;
  if (best) [patch.port, patch.transport] = [best.port, best.transport];
  if (patch.host?.endsWith("cloudmqtt.com")) patch.preset = "cloudMqtt";
  return found;
}
