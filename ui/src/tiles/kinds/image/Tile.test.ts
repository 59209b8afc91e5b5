import { fireEvent, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { ReadingProblem } from "../../../lib/bindings/api";
import { showTile } from "../../mounting";
import { aBinding, aProblem, aReading, aTile, NOW, type Seen } from "../../testing";
import { sample } from "./sample";
import Tile from "./Tile.svelte";

const tile = aTile("image", { title: "Field camera", bindings: { picture: aBinding({ decode: { as: "picture" } }) } });
const field = sample.says["picture"] ?? null;
const show = (readings: Seen["readings"], seen: Partial<Seen> = {}) =>
  showTile(Tile, { tile, readings: readings ?? [], ...seen });
const group = () => screen.getByRole("group", { name: "Field camera" });
const picture = () => screen.queryByRole("img");

test("shows the picture, with its name and size for who cannot see it", () => {
  show([aReading("picture", field)]);
  expect(picture()).toHaveAccessibleName("Field camera, 48 × 32");
  expect(picture()).toHaveAttribute("src", expect.stringMatching(/^data:image\/png;base64,iVBOR/));
  expect(group()).toHaveAttribute("data-sign", "live");
});

test("the whole of it, or the whole tile", () => {
  const { change } = show([aReading("picture", field)], { tile: { ...tile, options: { fit: "mirrored" } } });
  expect(picture()?.parentElement).toHaveClass("whole");
  change({ tile: { ...tile, options: { fit: "filled" } } });
  expect(picture()?.parentElement).toHaveClass("filled");
});

test.each<[ReadingProblem, RegExp]>([
  [{ kind: "notAPicture" }, /no picture: JPEG, PNG, WebP and GIF/],
  [{ kind: "vectorPicture" }, /SVG pictures are not shown/],
  [{ kind: "brokenPicture" }, /cut off or damaged/],
  [{ kind: "pictureTooLarge", width: 30_000, height: 30_000 }, /too large: 30,000 × 30,000/],
  [{ kind: "tooLarge", bytes: 10_485_760, limit: 1_048_576 }, /10 MiB; at most 1 MiB/],
])("%j is told in its place, beside the last picture", (problem, words) => {
  const { change } = show([aProblem("picture", problem, field)]);
  expect(group()).toHaveTextContent(words);
  expect(picture()?.parentElement).toHaveClass("dim");
  change({ readings: [aProblem("picture", problem)] });
  expect(picture()).toBeNull();
});

test("one that the page cannot draw says so, until the next one comes", async () => {
  const { change } = show([aReading("picture", { format: "png", width: 9, height: 9, data: "iVBORw0KGgo=" })]);
  const broken = picture();
  if (broken) await fireEvent.error(broken);
  expect(picture()).toBeNull();
  expect(group()).toHaveTextContent("damaged and cannot be drawn");
  change({ readings: [aReading("picture", field)] });
  expect(picture()).toBeVisible();
  expect(group()).toHaveAttribute("data-sign", "live");
});

test("what was read as something else is no picture", () => {
  show([aReading("picture", "<svg onload=alert(1)>")]);
  expect(document.querySelector(".picture, svg[onload]")).toBeNull();
  expect(group()).toHaveTextContent("no picture");
});

test("an old picture is not shown as what is to be seen now", () => {
  show([aReading("picture", field, { at: NOW - 840_000 })], { tile: { ...tile, options: { staleAfterSeconds: 60 } } });
  expect(picture()?.parentElement).toHaveClass("dim");
  expect(group()).toHaveTextContent("No update since");
});
