// What becomes of an address when the broker type is changed.
import type { PresetRules } from "../../../lib/bindings/api";
import { portFor, takesPort, transportsOf } from "./preset";
import type { AddressValues } from "./values";

/**
 * Gives an address what the service has, where a person gave nothing else that makes sense there. `aside` is what they typed
 * before and what had to make room for another service.
 */
export function followService(address: AddressValues, rules: PresetRules, aside: { host: string; port: string }): void {
  const host = address.typed.host ? address.host : aside.host;
  address.host = rules.host ?? host;
  address.typed.host = rules.host === null && host !== "";
  const offered = transportsOf(rules);
  const keeps = address.typed.transport && offered.includes(address.transport);
  if (!keeps) [address.transport, address.typed.transport] = [offered[0] ?? "tcp", false];
  const typed = Number(address.typed.port ? address.port : aside.port) || undefined;
  const takes = typed !== undefined && takesPort(rules, address.transport, typed);
  address.port = String(portFor(rules, address.transport, takes ? typed : undefined) ?? "");
  address.typed.port = takes;
  if (!address.typed.path) address.path = rules.path;
}
