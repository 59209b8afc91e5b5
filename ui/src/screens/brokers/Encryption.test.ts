import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { FakeHost } from "../../host/fake";
import { certificate } from "../../host/fake/samples";
import type { CertificateProblem, ConnectionReport } from "../../lib/bindings/api";
import { addForm, editForm, press, saved, step, type } from "./testing";

const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n";
const KEY = "-----BEGIN PRIVATE KEY-----\nxyz\n-----END PRIVATE KEY-----\n";

const file = (name: string, contents: string | Uint8Array<ArrayBuffer>) => new File([contents], name);

async function choose(label: string, ...files: File[]) {
  await fireEvent.change(screen.getByLabelText(label), { target: { files } });
}

const subject = () => screen.findByText("CN=broker.example.com");

async function secureForm() {
  const host = await addForm();
  await type("Host", "farm");
  await type("Transport", "tls");
  await press("Encryption and certificates");
  return host;
}

describe("encryption", () => {
  it("is no matter of a connection that is not encrypted", async () => {
    await addForm();
    expect(screen.queryByRole("button", { name: "Encryption and certificates" })).toBeNull();
    await type("Transport", "secureWebSocket");
    expect(screen.getByRole("button", { name: "Encryption and certificates" })).toBeInTheDocument();
  });

  it("never offers to skip the verification", async () => {
    await secureForm();
    expect(screen.getByRole("dialog")).not.toHaveTextContent(/insecure|skip|verif/i);
  });

  it("shows whose authority was pasted", async () => {
    const host = await secureForm();
    await press("Paste authority");
    await type("Own certificate authority", CERTIFICATE);
    expect(await subject()).toBeInTheDocument();
    expect(screen.queryByLabelText("Own certificate authority")).toBeNull();
    await press("Save");
    expect((await saved(host)).draft.tls.authorities).toBe(CERTIFICATE.trim());
  });

  it("takes an authority from a file, also one that is not text", async () => {
    const host = await secureForm();
    await choose("Choose authority file", file("ca.der", new Uint8Array([0x30, 0x82, 1, 2, 3])));
    expect(await subject()).toBeInTheDocument();
    await press("Save");
    expect((await saved(host)).draft.tls.authorities).toMatch(/^-----BEGIN CERTIFICATE-----\nMIIBAgM=\n-----END/);
  });

  it("offers to trust no others only where there is something to trust", async () => {
    const host = await secureForm();
    expect(screen.queryByLabelText("Trust only these")).toBeNull();
    await press("Paste authority");
    await type("Own certificate authority", CERTIFICATE);
    await fireEvent.click(screen.getByLabelText("Trust only these"));
    await press("Save");
    expect((await saved(host)).draft.tls.onlyThese).toBe(true);
  });

  it("says at the field that a text is no certificate", async () => {
    const host = await secureForm();
    host.answers.read_authorities = () => {
      const problems = [{ field: "authorities", fault: { kind: "notACertificate" } as const }];
      throw { code: "invalidInput", detail: { problems } };
    };
    await choose("Choose authority file", file("notes.txt", "lorem"));
    await waitFor(() => expect(screen.getByLabelText("Own certificate authority")).toBeInvalid());
    expect(screen.getByLabelText("Own certificate authority")).toHaveValue("lorem");
  });

  it("takes certificate and key from two files, whatever they are called", async () => {
    const host = await secureForm();
    await choose("Choose certificate files", file("thing.pem.key", KEY), file("thing.pem.crt", CERTIFICATE));
    expect(await subject()).toBeInTheDocument();
    expect(document.body.innerHTML).not.toContain("xyz");
    await press("Save");
    const { identity } = (await saved(host)).secrets;
    expect(identity).toEqual({ action: "pem", certificate: CERTIFICATE, key: KEY, passphrase: "" });
  });

  it("takes one file that holds both, and says when its passphrase is wrong", async () => {
    const host = await secureForm();
    host.answers.read_identity = ({ identity }) => {
      if (identity.action === "pkcs12" && identity.passphrase === "sesame") return [certificate()];
      const problems = [{ field: "identity.passphrase", fault: { kind: "passphrase" } as const }];
      throw { code: "invalidInput", detail: { problems } };
    };
    await choose("Choose certificate files", file("me.p12", new Uint8Array([0x30, 0x82, 9])));
    await waitFor(() => expect(screen.getByLabelText("Passphrase")).toBeInvalid());
    expect(screen.getByText("From me.p12")).toBeInTheDocument();
    await type("Passphrase", "sesame");
    await fireEvent.blur(screen.getByLabelText("Passphrase"));
    expect(await subject()).toBeInTheDocument();
    await press("Save");
    const { identity } = (await saved(host)).secrets;
    expect(identity).toEqual({ action: "pkcs12", archive: "MIIJ", passphrase: "sesame" });
  });

  it("refuses a file that is too large for a certificate, in words", async () => {
    await secureForm();
    await choose("Choose certificate files", file("film.p12", new Uint8Array(300 * 1024)));
    expect(await screen.findByText("This file is too large for a certificate.")).toBeInTheDocument();
  });

  describe("of a kept broker with a client certificate", () => {
    const more = {
      endpoints: [{ host: "farm", port: 8883, transport: "tls", path: "", inClear: false, network: null }],
      secrets: { privateKey: "keyring" },
      certificate: CERTIFICATE,
    };
    let host: FakeHost;
    beforeEach(async () => {
      host = await editForm(more);
      await press("Encryption and certificates");
      await subject();
    });

    it("shows it and keeps it", async () => {
      expect(screen.getByText(/A client certificate is kept/)).toBeInTheDocument();
      await press("Save");
      expect((await saved(host)).secrets.identity).toEqual({ action: "keep" });
    });

    it("removes it only when told to, and only with Save", async () => {
      await press("Remove certificate");
      expect(screen.getByText(/goes when you save/)).toBeInTheDocument();
      await press("Save");
      expect((await saved(host)).secrets.identity).toEqual({ action: "clear" });
    });

    it("keeps it after all", async () => {
      await press("Remove certificate");
      await press("Keep it after all");
      expect(await subject()).toBeInTheDocument();
      await press("Save");
      expect((await saved(host)).secrets.identity).toEqual({ action: "keep" });
    });
  });
});

describe("a certificate that is not trusted", () => {
  const shown = certificate({ subject: "CN=raspberrypi.local" });

  async function tried(problem: CertificateProblem) {
    const host = await addForm();
    const trouble = { kind: "certificate", problem, certificate: shown } as const;
    const steps = [step("resolve"), step("connect"), step("encrypt", { trouble })];
    host.streams.test_connection = (): ConnectionReport => ({ ok: false, steps });
    await type("Host", "raspberrypi.local");
    await type("Transport", "tls");
    await press("Test connection");
    return { host, card: within(await screen.findByRole("region", { name: "Is this your broker?" })) };
  }

  it("is shown with all that a person can compare", async () => {
    const { card } = await tried("unknownIssuer");
    expect(card.getByText("CN=raspberrypi.local")).toBeInTheDocument();
    const groups = shown.fingerprint.match(/(?:..:){3}../g) ?? [];
    expect(groups).toHaveLength(8);
    for (const group of groups) expect(card.getByText(group)).toBeInTheDocument();
  });

  it("is pinned for this broker by an explicit choice, and tried again", async () => {
    const { host, card } = await tried("unknownIssuer");
    host.streams.test_connection = () => ({ ok: true, steps: [step("resolve")] });
    await fireEvent.click(card.getByRole("button", { name: "Trust this certificate for this broker" }));
    expect(await screen.findByText("It works. You can save.")).toBeInTheDocument();
    await press("Save");
    expect((await saved(host)).draft.tls.pinned).toEqual([shown.fingerprint]);
  });

  it("is not trusted by looking at it", async () => {
    const { host } = await tried("unknownIssuer");
    await press("Save");
    expect((await saved(host)).draft.tls.pinned).toEqual([]);
  });

  it.each<CertificateProblem>(["expired", "notYetValid", "wrongName"])(
    "can be pinned when it is %s",
    async (problem) => {
      const { card } = await tried(problem);
      expect(card.getByRole("button")).toBeInTheDocument();
    },
  );

  it.each<CertificateProblem>(["revoked", "invalid"])("can never be pinned when it is %s", async (problem) => {
    const { card } = await tried(problem);
    expect(card.queryByRole("button")).toBeNull();
    expect(card.getByText(/cannot be trusted/)).toBeInTheDocument();
  });

  it("once pinned can be let go again", async () => {
    const tls = { authorities: "", serverName: "", alpn: [], pinned: [shown.fingerprint] };
    const endpoints = [{ host: "farm", port: 8883, transport: "tls", path: "", inClear: false, network: null }];
    const host = await editForm({ tls, endpoints });
    await press("Encryption and certificates");
    await press("Stop trusting");
    await press("Save");
    expect((await saved(host)).draft.tls.pinned).toEqual([]);
  });
});
