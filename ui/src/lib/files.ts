// Certificates and keys from files. The bytes stay in the page's memory and go nowhere but to who asked.

/** Larger than any certificate chain with its key, in bytes. */
const LIMIT = 256 * 1024;

export type Loaded = { name: string } & ({ kind: "text"; text: string } | { kind: "binary"; base64: string });

/** @throws RangeError the file is too large · Error it cannot be read */
export async function load(file: File): Promise<Loaded> {
  if (file.size > LIMIT) throw new RangeError("too large");
  const bytes = new Uint8Array(await bytesOf(file));
  // DER, and so PKCS#12 too, begins with a SEQUENCE (X.690 §8.9); PEM is text.
  if (bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80) return { name: file.name, kind: "binary", base64: base64(bytes) };
  return { name: file.name, kind: "text", text: new TextDecoder().decode(bytes) };
}

/** A certificate as PEM (RFC 7468 §5), whether the file had it as text or as DER. */
export function certificatePem(file: Loaded): string {
  if (file.kind === "text") return file.text;
  const lines = file.base64.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

export function bytesOf(file: Blob): Promise<ArrayBuffer> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as ArrayBuffer);
    reader.onerror = () => fail(reader.error ?? new Error("unreadable"));
    reader.readAsArrayBuffer(file);
  });
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
