import type { CertificateProblem } from "../../../bindings/api";

export const tls = {
  title: "Encryption and certificates",
  usual: "As this device trusts",
  counts: {
    authorities: (n: number) => (n === 1 ? "own authority" : `${n} own authorities`),
    identity: "client certificate",
    identityNeeded: "A client certificate is needed",
    pinned: (n: number) => (n === 1 ? "1 trusted certificate" : `${n} trusted certificates`),
    onlyThese: "no others",
  },
  authorities: {
    label: "Own certificate authority",
    help: "If your broker's certificate is signed by an authority of your own: its certificate, as PEM. It is trusted for this broker only, beside those of this device.",
    placeholder: "-----BEGIN CERTIFICATE-----",
    paste: "Paste authority",
    choose: "Choose authority file",
    change: "Change",
    remove: "Remove authority",
  },
  identity: {
    title: "Client certificate",
    help: "Some brokers know you by a certificate instead of a password. Its private key goes to the keyring.",
    needed: "This broker needs one.",
    kept: "A client certificate is kept. Its key is in this device's keyring.",
    keptSession: "A client certificate is kept until Tilework closes.",
    cleared: "The kept client certificate goes when you save.",
    choose: "Choose certificate files",
    chooseHelp: "Certificate and key as PEM, or one .p12 or .pfx file.",
    paste: "Paste certificate",
    certificate: "Client certificate (PEM)",
    key: "Private key (PEM)",
    keyHelp: "May stay empty if the key stands in the text above.",
    archive: (name: string) => `From ${name}`,
    passphrase: "Passphrase",
    passphraseHelp: "Only if the key or file is protected by one.",
    replace: "Replace certificate",
    remove: "Remove certificate",
    keepAfterAll: "Keep it after all",
  },
  serverName: "Server name",
  serverNameHelp: "The name expected in the certificate, if it is not the host.",
  serverNamePlaceholder: "as the host",
  alpn: "ALPN",
  alpnHelp: "Application protocols to offer, with commas between. Most brokers want none.",
  alpnPlaceholder: "none",
  pinned: "Trusted certificates",
  pinnedHelp: "Trusted by their fingerprint alone, for this broker only.",
  unpin: "Stop trusting",
  onlyThese: "Trust only these",
  onlyTheseHelp:
    "Not the authorities of this device: then nobody can stand in for your broker with a certificate that one of them gave out.",
  subject: "Issued to",
  issuer: "Issued by",
  selfIssued: "itself",
  names: "Valid for",
  moreNames: (n: number) => `and ${n} more`,
  validity: "Validity",
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  ended: "ended",
  notBegun: "not yet begun",
  fingerprint: "SHA-256 fingerprint",
  fileTooLarge: "This file is too large for a certificate.",
  fileUnreadable: "This file could not be read.",
};

/** What is wrong with a broker's certificate, and what trusting it all the same would mean. */
export const distrust: Record<CertificateProblem, { wrong: string; meaning: string }> = {
  unknownIssuer: {
    wrong: "Nobody that this device trusts has signed this certificate. With a broker of your own that is usual.",
    meaning:
      "Compare the fingerprint with your broker's, on the broker's own machine if you can. If it is the same, nobody sits in between.",
  },
  expired: {
    wrong: "This certificate was good once, but its time is over.",
    meaning: "Its owner should renew it. Trust it only if you know why that has not happened.",
  },
  notYetValid: {
    wrong:
      "This certificate is only valid from a later day on. The clock of this device or of the broker may be wrong.",
    meaning: "Check the clocks first. Trust it only if both are right.",
  },
  wrongName: {
    wrong: "This certificate is for other names than the host you typed.",
    meaning:
      "If one of its names is your broker's, set that as the host or server name instead. Trust it only if you know that it belongs to your broker.",
  },
  revoked: {
    wrong: "The authority that signed this certificate has taken it back: its key may be in the wrong hands.",
    meaning: "It cannot be trusted. The broker needs a new one.",
  },
  invalid: {
    wrong: "A signature in this certificate is wrong, or it is damaged.",
    meaning: "It cannot be trusted. The broker needs a new one.",
  },
};

export const pin = {
  title: "Is this your broker?",
  button: "Trust this certificate for this broker",
  meansOnly: "Trusting counts for this certificate and this broker only. If it ever changes, Tilework asks again.",
};
