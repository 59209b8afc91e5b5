// A tried connection, step by step as it is told. A verdict on other values than those in the form is none.
import type { BrokerDraft, ConnectionStep, SecretInputs } from "../../../lib/bindings/api";
import { stream } from "../../../lib/call";

export class Trial {
  /** The draft that is or was tried; none: nothing to show. */
  draft = $state.raw<BrokerDraft | undefined>();
  steps = $state.raw<readonly ConnectionStep[]>([]);
  running = $state(false);
  ok = $state(false);
  /** Of the newest trial. */
  #turn = 0;

  /** Whether it came to an end that still counts. @throws CallError */
  async run(draft: BrokerDraft, secrets: SecretInputs): Promise<void> {
    this.forget();
    const mine = this.#turn;
    this.draft = draft;
    this.running = true;
    try {
      const report = await stream("test_connection", { draft, secrets }, (step) => {
        if (mine === this.#turn && this.running) this.steps = [...this.steps, step];
      });
      if (mine !== this.#turn) return;
      this.steps = report.steps;
      this.ok = report.ok;
    } catch (cause) {
      if (mine !== this.#turn) return;
      this.forget();
      throw cause;
    } finally {
      if (mine === this.#turn) this.running = false;
    }
  }

  forget(): void {
    this.#turn++;
    this.draft = undefined;
    this.steps = [];
    this.running = false;
    this.ok = false;
  }
}
