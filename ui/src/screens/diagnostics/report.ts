// The report to send: what is on the screen, without the names that people gave their brokers. Figures hold no host, topic or secret.
import type { Diagnostics } from "../../lib/bindings/api";
import { t } from "../../lib/text";
import { appRows, brokerRows, fileRows, historyRows, ratesOf, versionRows, windowRows, type Row } from "./figures";
import type { Smoothness } from "./frames";

const words = t.diagnostics;

export interface Seen {
  now: Diagnostics;
  before: Diagnostics | undefined;
  smoothness: Smoothness | undefined;
  version: string;
  agent: string;
  /** What a connection's state is called; by its broker. */
  state(broker: string): string;
}

export function report({ now, before, smoothness, version, agent, state }: Seen): string {
  const parts: [string, Row[]][] = [
    [words.versions, versionRows(now, version, agent)],
    [words.app, appRows(now)],
    ...now.brokers.map((it, n): [string, Row[]] => [
      words.brokerNumber(n + 1),
      [[words.state, state(it.broker)], ...brokerRows(it, ratesOf(it, now, before))],
    ]),
    [words.window, windowRows(now, smoothness)],
    [words.history, historyRows(now)],
    [words.data, fileRows(now)],
  ];
  const written = parts.map(([title, rows]) => [title, ...rows.map(([label, value]) => `  ${label}: ${value}`)]);
  return [words.reportTitle(new Date(now.at).toISOString()), ...written.map((lines) => lines.join("\n"))].join("\n\n");
}
