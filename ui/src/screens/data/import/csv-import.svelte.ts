// One import: a file goes to the engine piece by piece, one at a time, so that a file of any size costs the page one piece.
import type { BindingKey, Imported } from "../../../lib/bindings/api";
import { call } from "../../../lib/call";
import { errorWords, toAppError, type ErrorWords } from "../../../lib/errors";
import { bytesOf } from "../../../lib/files";
import { t } from "../../../lib/text";
import { seriesIn } from "./csv";

/** Bytes of a file in one piece. */
export const PIECE = 256 * 1024;

export type Stage = "choose" | "ready" | "running" | "done" | "cancelled";

export class CsvImport {
  #file = $state.raw<File | undefined>();
  #series = $state.raw<readonly string[]>([]);
  #stage = $state<Stage>("choose");
  #sent = $state(0);
  #result = $state.raw<Imported | undefined>();
  #failure = $state.raw<Pick<ErrorWords, "title" | "hint"> | undefined>();
  #wanted = true;

  /** `into`: the number of the series that `binding` reads. */
  constructor(
    private readonly binding: BindingKey,
    private readonly into: number,
  ) {}

  get file(): File | undefined {
    return this.#file;
  }

  /** What the column `series` of the file's beginning names. */
  get series(): readonly string[] {
    return this.#series;
  }

  /** Whether all of the file was looked at for this, and not only its beginning. */
  get whole(): boolean {
    return (this.#file?.size ?? 0) <= PIECE;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** Bytes of the file that the engine has read. */
  get sent(): number {
    return this.#sent;
  }

  get result(): Imported | undefined {
    return this.#result;
  }

  get failure() {
    return this.#failure;
  }

  async choose(file: File): Promise<void> {
    this.#failure = this.#result = undefined;
    this.#stage = "choose";
    this.#file = file;
    if (file.size === 0) {
      this.#failure = { title: t.data.emptyFile, hint: "" };
      return;
    }
    try {
      const head = new TextDecoder().decode(await bytesOf(file.slice(0, PIECE)));
      if (file !== this.#file) return;
      this.#series = seriesIn(head, this.whole);
      this.#stage = "ready";
    } catch {
      if (file === this.#file) this.#unreadable();
    }
  }

  /** `series`: only the rows of this one; null: all rows. */
  async run(series: string | null): Promise<void> {
    const file = this.#file;
    if (!file || this.#stage === "running") return;
    this.#failure = this.#result = undefined;
    [this.#stage, this.#sent, this.#wanted] = ["running", 0, true];
    // A character that was cut in two waits for the next piece.
    const decoder = new TextDecoder();
    try {
      for (let at = 0; at < file.size && this.#wanted; at += PIECE) {
        const end = Math.min(at + PIECE, file.size);
        const last = end === file.size;
        const text = await this.#read(file, at, end, decoder, !last);
        if (text === undefined) return await this.#abandon();
        if (!this.#wanted) break;
        const piece = { import: this.#id, binding: this.binding, into: this.into, series, text, last };
        this.#result = await call("import_samples", { piece });
        this.#sent = end;
        if (last) this.#wanted = true;
      }
      if (!this.#wanted) await this.#stop();
      this.#stage = this.#wanted ? "done" : "cancelled";
    } catch (cause) {
      this.#failure = errorWords(toAppError(cause));
      this.#stage = "ready";
    }
  }

  /** Ends after the piece that is on its way; what was taken until then is said. */
  cancel(): void {
    this.#wanted = false;
  }

  /** None before the answer to the first piece. */
  get #id(): number | null {
    return this.#result?.import ?? null;
  }

  async #read(file: File, from: number, to: number, decoder: TextDecoder, more: boolean): Promise<string | undefined> {
    try {
      return decoder.decode(await bytesOf(file.slice(from, to)), { stream: more });
    } catch {
      return undefined;
    }
  }

  async #abandon(): Promise<void> {
    await this.#stop();
    this.#unreadable();
  }

  #unreadable(): void {
    this.#failure = { title: t.data.unreadable.title, hint: t.data.unreadable.body };
    this.#stage = "choose";
  }

  async #stop(): Promise<void> {
    if (this.#id !== null) await call("cancel_work", { work: this.#id });
  }
}
