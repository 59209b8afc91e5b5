// What is taken away: a picture at once, samples with a count that goes up and a way to stop.
import type {
  ChartRequest,
  Exported,
  ExportedBinding,
  ChartRange,
  PictureFormat,
  SampleFormat,
  WorkProgress,
} from "../../lib/bindings/api";
import { call, stream } from "../../lib/call";
import { formatNumber } from "../../lib/format";
import { t } from "../../lib/text";
import type { Notices } from "../../state/notices.svelte";

export class Exports {
  #what = $state<"picture" | "samples">();
  #progress = $state.raw<WorkProgress>();
  #stopped = $state(false);

  constructor(private readonly notices: Notices) {}

  /** What is being saved now; one at a time. */
  get what(): "picture" | "samples" | undefined {
    return this.#what;
  }

  get progress(): WorkProgress | undefined {
    return this.#progress;
  }

  /** Cancelled, and not ended yet. */
  get stopped(): boolean {
    return this.#stopped;
  }

  async picture(chart: ChartRequest, format: PictureFormat, title: string, subtitle: string): Promise<void> {
    await this.#run("picture", async () => {
      this.#told(await call("export_picture", { export: { chart, format, title, subtitle } }));
    });
  }

  async samples(bindings: ExportedBinding[], range: ChartRange, format: SampleFormat, title: string): Promise<void> {
    await this.#run("samples", async () => {
      const ended = await stream("export_samples", { export: { bindings, range, format, title } }, (progress) => {
        this.#progress = progress;
        // Asked for before there was a number to name it by.
        if (this.#stopped) this.#cancel(progress.work);
      });
      this.#told(ended);
    });
  }

  cancel(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#progress) this.#cancel(this.#progress.work);
  }

  #cancelled: number | undefined;
  #cancel(work: number): void {
    if (this.#cancelled === work) return;
    this.#cancelled = work;
    call("cancel_work", { work }).catch((cause: unknown) => this.notices.error(cause));
  }

  #told(ended: Exported): void {
    if (ended.kind === "cancelled") return;
    const { place, samples } = ended;
    this.notices.say(
      this.#what === "samples"
        ? t.history.savedSamples(formatNumber(samples, { decimals: 0 }), place)
        : t.history.saved(place),
    );
  }

  async #run(what: "picture" | "samples", job: () => Promise<void>): Promise<void> {
    if (this.#what) return;
    this.#what = what;
    this.#stopped = false;
    this.#progress = this.#cancelled = undefined;
    try {
      await job();
    } catch (cause) {
      this.notices.error(cause);
    } finally {
      this.#what = undefined;
    }
  }
}
