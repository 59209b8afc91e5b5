// What chosen files make of the client certificate: one archive, or certificate and key as texts.
import type { Loaded } from "../../../lib/files";
import { noIdentity, type IdentityValues } from "./secrets";

/** `before` keeps what the files say nothing of: certificate and key may be chosen one after the other. */
export function identityFrom(files: readonly Loaded[], before: IdentityValues): IdentityValues {
  const archive = files.find((file) => file.kind === "binary");
  if (archive?.kind === "binary") {
    return { ...noIdentity("pkcs12"), archive: archive.base64, archiveName: archive.name };
  }
  const identity = before.kind === "pem" ? { ...before, passphrase: "" } : noIdentity("pem");
  const texts = files.flatMap((file) => (file.kind === "text" ? [file.text] : []));
  const certificates = texts.filter((text) => text.includes("CERTIFICATE-----"));
  const keys = texts.filter((text) => text.includes("PRIVATE KEY-----") && !certificates.includes(text));
  const others = texts.filter((text) => !certificates.includes(text) && !keys.includes(text));
  if (certificates.length > 0) identity.certificate = certificates.join("\n");
  if (keys[0] !== undefined) identity.key = keys[0];
  // Neither: shown as it is, so that its problem stands beside what was chosen.
  if (others.length > 0 && identity.certificate === "") identity.certificate = others.join("\n");
  return identity;
}
