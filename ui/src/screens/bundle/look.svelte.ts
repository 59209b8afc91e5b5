// From a text to what it would do, and to what becomes of it.
import type { BrokerId, BundleLook, DashboardId, MissingSecrets, TakenBundle } from "../../lib/bindings/api";
import { call } from "../../lib/call";
import { bytesOf } from "../../lib/files";
import { errorWords, toAppError } from "../../lib/errors";
import { t } from "../../lib/text";
import type { Session } from "../../state/session.svelte";

/** Bytes: what the engine takes. */
const LARGEST = 8 * 1024 * 1024;

export class Looking {
  #text = "";
  #look = $state.raw<BundleLook | undefined>();
  /** For each broker of the bundle the one to use; none: it is added. */
  #instead = $state.raw<Readonly<Record<string, BrokerId | null>>>({});
  #busy = $state(false);
  #failure = $state.raw<{ title: string; body: string } | undefined>();
  #taken = $state.raw<TakenBundle | undefined>();
  #missing = $state.raw<MissingSecrets[]>([]);
  /** The dashboard that a tile goes to; empty: a new one. */
  onto = $state<DashboardId | "">("");

  constructor(private readonly session: Session) {
    this.onto = session.dashboards.current?.dashboard.id ?? "";
  }

  get look(): BundleLook | undefined {
    return this.#look;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get failure(): { title: string; body: string } | undefined {
    return this.#failure;
  }

  /** Imported, with brokers that lack something. */
  get taken(): TakenBundle | undefined {
    return this.#taken;
  }

  get missing(): readonly MissingSecrets[] {
    return this.#missing;
  }

  /** Tiles on another broker than the one they are likely of are not the same tiles. */
  get others(): boolean {
    return this.#look?.brokers.some(({ reference, like }) => this.instead(reference) !== (like ?? "")) ?? false;
  }

  /** Whether an import would do anything. */
  get adds(): boolean {
    const look = this.#look;
    if (!look) return false;
    return (
      look.dashboards.some(({ left }) => !left || this.others) ||
      look.brokers.some(({ reference }) => !this.#instead[reference])
    );
  }

  instead(reference: string): BrokerId | "" {
    return this.#instead[reference] ?? "";
  }

  choose(reference: string, broker: BrokerId | ""): void {
    this.#instead = { ...this.#instead, [reference]: broker || null };
  }

  async file(file: File): Promise<void> {
    if (file.size > LARGEST) {
      const fault = { kind: "tooLarge", limit: LARGEST } as const;
      this.#fails({ code: "bundleRefused", detail: { fault } });
      return;
    }
    try {
      await this.text(new TextDecoder().decode(await bytesOf(file)));
    } catch {
      this.#failure = { title: t.bundles.unreadable, body: "" };
    }
  }

  async text(text: string): Promise<void> {
    await this.#during(async () => {
      const look = await call("look_into_bundle", { bundle: text });
      this.#text = text;
      this.#instead = Object.fromEntries(look.brokers.map(({ reference, like }) => [reference, like]));
      this.#look = look;
    });
  }

  /** Whether it is done and there is nothing left to say. */
  async take(): Promise<boolean> {
    const look = this.#look;
    if (!look) return false;
    return this.#during(async () => {
      const choices = Object.entries(this.#instead).map(([reference, instead]) => ({ reference, instead }));
      const onto = look.kind === "tile" && this.onto !== "" ? this.onto : null;
      const taken = await this.session.takeBundle(this.#text, choices, onto);
      if (taken.brokers.length === 0) return true;
      const own = new Set(taken.brokers.map(({ id }) => id));
      this.#missing = (await call("missing_secrets", {})).filter(({ broker }) => own.has(broker));
      this.#taken = taken;
      return false;
    });
  }

  async #during<T>(run: () => Promise<T>): Promise<T | false> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#failure = undefined;
    try {
      return await run();
    } catch (cause) {
      this.#fails(cause);
      return false;
    } finally {
      this.#busy = false;
    }
  }

  #fails(cause: unknown): void {
    const { title, hint } = errorWords(toAppError(cause));
    this.#failure = { title, body: hint };
  }
}
