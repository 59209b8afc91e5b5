// What can be done about a trouble without opening the form.
import type { CertificateSummary, Trouble } from "../../../lib/bindings/api";

export type Remedy = { kind: "trust"; certificate: CertificateSummary } | { kind: "renew" };

export function remedyOf(trouble: Trouble): Remedy | undefined {
  switch (trouble.kind) {
    case "certificate": {
      const { problem, certificate } = trouble;
      // One that was taken back, or whose signature is wrong, is nobody's to trust.
      if (problem === "invalid" || problem === "revoked" || !certificate) return undefined;
      return { kind: "trust", certificate };
    }
    case "keepsClosing":
      return { kind: "renew" };
    case "refused":
    case "dismissed": {
      const { reason } = trouble.refusal;
      return reason === "clientIdNotValid" || reason === "sessionTakenOver" ? { kind: "renew" } : undefined;
    }
    default:
      return undefined;
  }
}
