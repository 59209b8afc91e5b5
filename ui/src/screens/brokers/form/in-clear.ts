// Which addresses would carry user name and password so that others can read them. The engine has the same rule and the last word.
import type { Transport } from "../../../lib/bindings/api";
import { isEncrypted } from "./preset";

interface Address {
  host: string;
  transport: Transport;
}

/** Names under `localhost` are this device's (RFC 6761 §6.3). */
const THIS_DEVICE = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)\.?$/i;

export const isOpen = (address: Address): boolean =>
  !isEncrypted(address.transport) && !THIS_DEVICE.test(address.host.trim());

/** Whether this one gets no password unless that is allowed: another one is encrypted. */
export const isWithheld = (address: Address, all: readonly Address[]): boolean =>
  isOpen(address) && all.some(({ transport }) => isEncrypted(transport));
