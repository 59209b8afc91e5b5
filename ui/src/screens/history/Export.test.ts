import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Exported, WorkProgress } from "../../lib/bindings/api";
import { climate, layOut, leave, open, press, shown, view } from "../../test/history";

beforeEach(layOut);
afterEach(leave);

async function choose(item: string) {
  await press("Export");
  await fireEvent.click(screen.getByRole("menuitem", { name: item }));
}

test.each([
  ["Save as PNG, light", "png"],
  ["Save as PNG, dark", "png"],
  ["Save as SVG, light", "svg"],
])("%s asks for the picture as it is seen, and says where it went", async (name, format) => {
  const host = await open([climate()]);
  await shown();
  await fireEvent.click(view().getByRole("radio", { name: "Day before" }));
  await choose(name);
  expect(await screen.findByText(`Saved: Climate.${format}`)).toBeInTheDocument();
  expect(host.askedFor("export_picture")[0]?.export).toMatchObject({
    format,
    title: "Climate",
    subtitle: "Last hour · dashed: the day before",
    chart: { width: 1_200, height: 600, compare: "day", range: { kind: "last", seconds: 3_600 } },
  });
});

/** An export that ends when the test says so. */
function slow() {
  let tell: (it: WorkProgress) => void = () => undefined;
  let end: (it: Exported) => void = () => undefined;
  return {
    stream: (_args: unknown, onitem: (it: WorkProgress) => void) => {
      tell = onitem;
      return new Promise<Exported>((done) => (end = done));
    },
    tell: (done: number, total: number | null) => tell({ work: 7, done, total }),
    end: (it: Exported) => end(it),
  };
}

test.each([
  ["Save samples as CSV", "csv"],
  ["Save samples as JSON Lines", "jsonLines"],
])("%s tells how far it is, and in the end where it is", async (name, format) => {
  const work = slow();
  const host = await open([climate()], (it) => (it.streams.export_samples = work.stream));
  await shown();
  await choose(name);
  const asked = () => host.asked.filter((it) => it.name === "export_samples");
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect(asked()[0]?.args["export"]).toEqual({
    bindings: [
      { binding: "climate/series1", label: "Inside", unit: "°C" },
      { binding: "climate/series2", label: "Outside", unit: "°C" },
    ],
    range: { kind: "last", seconds: 3_600, exact: false },
    format,
    title: "Climate",
  });
  work.tell(50, 200);
  const bar = await screen.findByRole("progressbar", { name: "Saving the samples…" });
  expect(bar).toHaveAttribute("value", "50");
  expect(screen.getByText("50 of 200 values", { selector: "small" })).toBeInTheDocument();
  work.end({ kind: "saved", place: "Downloads/climate", samples: 200 });
  expect(await screen.findByText("200 values saved: Downloads/climate")).toBeInTheDocument();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

test("Cancel stops an export, even before it has a number, and then nothing is said", async () => {
  const work = slow();
  const host = await open([climate()], (it) => (it.streams.export_samples = work.stream));
  await shown();
  await choose("Save samples as CSV");
  await fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(host.askedFor("cancel_work")).toEqual([]);
  work.tell(1, null);
  work.tell(2, null);
  await waitFor(() => expect(host.askedFor("cancel_work")).toEqual([{ work: 7 }]));
  work.end({ kind: "cancelled" });
  await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull());
  expect(screen.queryByText(/saved/i)).toBeNull();
});

test("an export that fails says why", async () => {
  await open([climate()], (it) => {
    it.streams.export_samples = () => Promise.reject({ code: "internal", detail: { message: "disk full" } });
  });
  await shown();
  await choose("Save samples as CSV");
  expect(await screen.findByText(/disk full/)).toBeInTheDocument();
});

test("the export menu is walked with arrow keys, and Escape closes it alone", async () => {
  await open([climate()]);
  await shown();
  await press("Export");
  const items = view().getAllByRole("menuitem");
  await waitFor(() => expect(items[0]).toHaveFocus());
  await fireEvent.keyDown(items[0] as HTMLElement, { key: "ArrowUp" });
  expect(items[5]).toHaveFocus();
  await fireEvent.keyDown(items[5] as HTMLElement, { key: "ArrowDown" });
  expect(items[0]).toHaveFocus();
  await fireEvent.keyDown(items[0] as HTMLElement, { key: "Escape" });
  expect(screen.queryByRole("menu")).toBeNull();
  expect(view().getByRole("button", { name: "Export" })).toHaveFocus();
  expect(screen.getByRole("dialog")).toBeInTheDocument();
});
