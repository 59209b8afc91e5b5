import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { dashboardOf, FakeHost } from "../../../host/fake";
import { stored } from "../../../host/fake/stored";
import type { Imported } from "../../../lib/bindings/api";
import { broker, startWith, valueTile } from "../../../test/app";
import { PIECE } from "./csv-import.svelte";

const sheet = () => within(screen.getByRole("dialog", { name: "Import into Air" }));
const press = (name: string) => fireEvent.click(sheet().getByRole("button", { name }));
const result = (more: Partial<Imported> = {}): Imported => ({
  import: 5,
  samples: 3,
  known: 0,
  tooOld: 0,
  others: 0,
  problems: [],
  wrongRows: 0,
  ...more,
});

async function opened() {
  const host = new FakeHost({
    brokers: [broker()],
    dashboards: [dashboardOf("d1", "Greenhouse", [valueTile("air", "Air")])],
  });
  const bindings = ["gone/value", "air/value"];
  host.history.series = [stored(1, { topic: "farm/air", samples: 1, broker: "farm", bindings })];
  host.answers.import_samples = () => result();
  await startWith(host);
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("button", { name: "Recorded data" }));
  await fireEvent.click(await screen.findByRole("button", { name: "Details of Air" }));
  await fireEvent.click(screen.getByRole("button", { name: "Import from CSV" }));
  return host;
}

async function chosen(...parts: BlobPart[]) {
  const file = new File(parts, "air.csv");
  await fireEvent.change(sheet().getByLabelText(/^Choose/), { target: { files: [file] } });
  await waitFor(() => expect(sheet().getByRole("button", { name: "Import" })).toBeEnabled());
}

const pieces = (host: FakeHost) => host.askedFor("import_samples").map(({ piece }) => piece);

test("a file goes to the series through the tile that reads it", async () => {
  const host = await opened();
  await chosen("time,value\n1,2\n");
  await press("Import");
  expect(await sheet().findByText("New samples")).toBeInTheDocument();
  expect(pieces(host)).toEqual([
    { import: null, binding: "air/value", into: 1, series: null, text: "time,value\n1,2\n", last: true },
  ]);
});

test("a long file goes in pieces, each under the number of the first, and no character is cut", async () => {
  const host = await opened();
  const text = `time,value\n${"x".repeat(PIECE - 12)}é\n${"y".repeat(PIECE)}°\n`;
  await chosen(text);
  await press("Import");
  await sheet().findByText("New samples");
  expect(pieces(host).map((it) => [it.import, it.last])).toEqual([
    [null, false],
    [5, false],
    [5, true],
  ]);
  expect(
    pieces(host)
      .map((it) => it.text)
      .join(""),
  ).toBe(text);
});

test("one piece is on its way at a time, and how far it is is told", async () => {
  const host = await opened();
  const answers: ((it: Imported) => void)[] = [];
  host.answers.import_samples = () => new Promise<Imported>((done) => answers.push(done));
  await chosen("x".repeat(2 * PIECE));
  await press("Import");
  await waitFor(() => expect(answers).toHaveLength(1));
  expect(sheet().getByRole("progressbar", { name: "Importing" })).toHaveAttribute("aria-valuenow", "0");
  answers[0]?.(result());
  await waitFor(() => expect(answers).toHaveLength(2));
  expect(sheet().getByText("50% read")).toBeInTheDocument();
  answers[1]?.(result());
  expect(await sheet().findByText("New samples")).toBeInTheDocument();
});

test("asks which series of the file is meant, and takes all unless told", async () => {
  const host = await opened();
  await chosen('time,series,value\n1,Air,2\n2,"Soil, deep",3\n');
  const choice = sheet().getByLabelText("Which series of the file");
  expect(choice).toHaveValue("");
  expect(
    within(choice)
      .getAllByRole("option")
      .map((it) => it.textContent),
  ).toEqual(["All of them", "Air", "Soil, deep"]);
  await fireEvent.change(choice, { target: { value: "1" } });
  await press("Import");
  await sheet().findByText("New samples");
  expect(pieces(host)[0]?.series).toBe("Soil, deep");
});

test("a file of one series is not asked about", async () => {
  await opened();
  await chosen("time,series,value\n1,Air,2\n2,Air,3\n");
  expect(sheet().queryByLabelText("Which series of the file")).toBeNull();
});

test("a long file of one series is asked about, because others may follow", async () => {
  const host = await opened();
  await chosen(`time,series,value\n${"1,Air,2\n".repeat(PIECE / 8)}1,Soil,3\n`);
  const choice = sheet().getByLabelText("Which series of the file");
  expect(choice).toHaveAccessibleDescription(/more series may follow/);
  await fireEvent.change(choice, { target: { value: "0" } });
  await press("Import");
  await sheet().findByText("New samples");
  expect(pieces(host).map((it) => it.series)).toEqual(["Air", "Air"]);
});

test("says what became of the rows, and which could not be read", async () => {
  const host = await opened();
  host.answers.import_samples = () =>
    result({
      samples: 1_204,
      known: 33,
      others: 12,
      wrongRows: 22,
      problems: [
        { line: 1_012, fault: { kind: "value", excerpt: "<b>n/a" } },
        { line: 1_013, fault: { kind: "time", excerpt: "noon" } },
      ],
    });
  await chosen("time,value\n");
  await press("Import");
  for (const text of ["1204", "33", "12", "22", "and 20 more"]) {
    expect(await sheet().findByText(text)).toBeInTheDocument();
  }
  expect(sheet().getByText("Line 1012: “<b>n/a” is not a value of this series.")).toBeInTheDocument();
  expect(sheet().getByText("Line 1013: “noon” is not a time.")).toBeInTheDocument();
});

test("a cancelled import ends with the piece on its way, and says what was taken", async () => {
  const host = await opened();
  let answer = (_: Imported) => {};
  host.answers.import_samples = () => new Promise<Imported>((done) => (answer = done));
  await chosen("x".repeat(3 * PIECE));
  await press("Import");
  await waitFor(() => expect(pieces(host)).toHaveLength(1));
  await press("Cancel");
  answer(result({ samples: 9 }));
  expect(await sheet().findByText("Import cancelled. Taken until then:")).toBeInTheDocument();
  expect(host.askedFor("cancel_work")).toEqual([{ work: 5 }]);
  expect(pieces(host)).toHaveLength(1);
});

test("says why the engine does not take it, and the file can be tried again", async () => {
  const host = await opened();
  host.failOnce("import_samples", { code: "notFound", detail: { what: "The tile" } });
  await chosen("time,value\n1,2\n");
  await press("Import");
  expect(await sheet().findByText("The tile is not there any more")).toBeInTheDocument();
  await press("Import");
  expect(await sheet().findByText("New samples")).toBeInTheDocument();
});

test("an empty file is told at once", async () => {
  const host = await opened();
  await fireEvent.change(sheet().getByLabelText("Choose a file"), { target: { files: [new File([], "empty.csv")] } });
  expect(await sheet().findByText("This file is empty.")).toBeInTheDocument();
  expect(sheet().getByRole("button", { name: "Import" })).toBeDisabled();
  expect(pieces(host)).toEqual([]);
});
