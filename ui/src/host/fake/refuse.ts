// The engine's errors, thrown the way a host throws them.
import type { AppError, Fault } from "../../lib/bindings/api";

export function refuse(error: AppError): never {
  throw error;
}

export function invalid(field: string, fault: Fault): never {
  return refuse({ code: "invalidInput", detail: { problems: [{ field, fault }] } });
}
