// Diagnostics as people read them: rates, what waits, what was left out. The same rows are on the screen and in the report.
import type { BrokerFigures, Depth, Diagnostics, FileFigures } from "../../lib/bindings/api";
import { formatNumber } from "../../lib/format";
import { sizeWords } from "../../lib/size-words";
import { t } from "../../lib/text";
import type { Smoothness } from "./frames";

const words = t.diagnostics;

export type Row = readonly [string, string];

const whole = (count: number): string => formatNumber(count, { decimals: 0 });
const short = (value: number): string => formatNumber(value, { asked: value < 9.95 && value > 0 ? 1 : 0 });

const depthWords = ({ now, most }: Depth): string => words.of(whole(now), whole(most));

/** What happened in each second between two looks; undefined without an earlier one. */
export interface Rates {
  messagesIn: number;
  messagesOut: number;
  bytesIn: number;
  bytesOut: number;
}

export function ratesOf(broker: BrokerFigures, now: Diagnostics, before: Diagnostics | undefined): Rates | undefined {
  const earlier = before?.brokers.find((it) => it.broker === broker.broker);
  const seconds = before ? (now.at - before.at) / 1000 : 0;
  if (!earlier || seconds <= 0) return undefined;
  const rate = (of: (it: BrokerFigures) => number) => Math.max(of(broker) - of(earlier), 0) / seconds;
  return {
    messagesIn: rate((it) => it.counters.messagesIn),
    messagesOut: rate((it) => it.counters.messagesOut),
    bytesIn: rate((it) => it.counters.bytesIn),
    bytesOut: rate((it) => it.counters.bytesOut),
  };
}

export function brokerRows(broker: BrokerFigures, rates: Rates | undefined): Row[] {
  const { counters, requests, latencyMs } = broker;
  const rows: Row[] = [
    [words.received, rateWords(rates?.messagesIn, rates?.bytesIn)],
    [words.receivedInAll, words.countAndSize(whole(counters.messagesIn), sizeWords(counters.bytesIn))],
    [words.sent, rateWords(rates?.messagesOut, rates?.bytesOut)],
    [words.sentInAll, words.countAndSize(whole(counters.messagesOut), sizeWords(counters.bytesOut))],
  ];
  if (latencyMs !== null) rows.push([words.latency, words.ms(short(latencyMs))]);
  if (requests) rows.push([words.requests, depthWords(requests)]);
  rows.push([words.connects, whole(counters.connects)]);
  rows.push([words.tooLarge, whole(counters.tooLarge)]);
  if (counters.faults > 0) rows.push([words.faults, whole(counters.faults)]);
  if (counters.copies > 0) rows.push([words.copies, whole(counters.copies)]);
  rows.push([
    words.shed,
    counters.shed === 0 ? whole(0) : words.countAndSize(whole(counters.shed), sizeWords(broker.shedBytes)),
  ]);
  return rows;
}

function rateWords(messages: number | undefined, bytes: number | undefined): string {
  if (messages === undefined || bytes === undefined) return words.measuring;
  return words.rate(short(messages), sizeWords(Math.round(bytes)));
}

export function windowRows(diagnostics: Diagnostics, smoothness: Smoothness | undefined): Row[] {
  return [
    [words.frames, smoothness ? words.perSecond(short(smoothness.perSecond)) : words.measuring],
    [words.longest, smoothness ? words.ms(whole(Math.round(smoothness.longest))) : words.measuring],
    [words.longestEver, smoothness ? words.ms(whole(Math.round(smoothness.longestEver))) : words.measuring],
    [words.clients, whole(diagnostics.clients)],
    [words.bindings, whole(diagnostics.bindings)],
    [words.switchedOff, whole(diagnostics.switchedOff)],
  ];
}

export function appRows(diagnostics: Diagnostics): Row[] {
  return [
    [words.memory, diagnostics.memory === null ? words.unknown : sizeWords(diagnostics.memory)],
    [words.running, words.span(Math.floor(diagnostics.running / 60_000))],
    ...diagnostics.faults.map((it): Row => [words.fault(words.tasks[it.task]), whole(it.count)]),
  ];
}

export function historyRows({ history }: Diagnostics): Row[] {
  if (!history) return [[words.recording, words.noHistory]];
  return [
    [words.recording, words.states[history.state]],
    [words.waiting, depthWords(history.waiting)],
    [words.dropped, whole(history.dropped)],
    [words.droppedOutages, whole(history.droppedOutages)],
    [words.tooOld, whole(history.tooOld)],
  ];
}

export function fileRows({ files }: Diagnostics): Row[] {
  return files.map((it: FileFigures) => [
    words.files[it.file],
    words.file(sizeWords(it.bytes), it.setAside, whole(it.setAside)),
  ]);
}

export function versionRows(diagnostics: Diagnostics, version: string, agent: string): Row[] {
  return [
    [t.app.name, version],
    [words.system, diagnostics.system],
    [words.webView, agent],
  ];
}
