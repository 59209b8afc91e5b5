// What takes its time, to see what is shown meanwhile: an export that can be stopped, pictures of a busy engine.
import type { FakeHost } from "../fake";
import { drawn } from "./picture";

const TOTAL = 48_200;
const STEPS = 24;

export function slowExports(host: FakeHost): void {
  let stopped = 0;
  let works = 0;
  host.answers.cancel_work = ({ work }) => {
    stopped = work;
    return null;
  };
  host.streams.export_samples = async ({ export: { title, format } }, onprogress) => {
    const work = ++works;
    for (let step = 0; step <= STEPS; step++) {
      if (stopped === work) return { kind: "cancelled" };
      onprogress({ work, done: Math.round((TOTAL * step) / STEPS), total: TOTAL });
      await new Promise((done) => setTimeout(done, 250));
    }
    return { kind: "saved", place: `Downloads/${title}.${format === "csv" ? "csv" : "jsonl"}`, samples: TOTAL };
  };
}

export function slowPictures(host: FakeHost): void {
  host.answers.draw_chart = async ({ request }) => {
    await new Promise((done) => setTimeout(done, 1_500));
    return drawn(request);
  };
}
