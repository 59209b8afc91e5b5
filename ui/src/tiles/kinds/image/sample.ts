// A camera that looks over a field.
import type { JsonValue } from "../../../lib/bindings/api";
import { aBinding } from "../../build";
import type { Sample } from "../../sample";

const field =
  "iVBORw0KGgoAAAANSUhEUgAAADAAAAAgCAIAAADbtmxLAAAA80lEQVR42s3OIUtDYRjF8fPBTl4wGBYMBsOQMYZcxmVcxGBYWFhYWFhYWFgwGA" +
  "wLCwaDQQ4Gox/GZBgMw/s+QXjGgV88B/7ozWQFF3NZweVCVtBfygquVrKC67XO4+e7OYpnuNko2ynlr9oYg62yFYNqYwx3SlWsOSruMX5SqiCo" +
  "uEfzrFRBUHGP9kXZijW1Mbq9shWDamM8HHQep5R4hsdXWcHsTVYwf5cVLD5kBctPWcHqS1bAewbWvar4+G9gx0AU1KUApwxEQdMUYMtAFNSmAC" +
  "cMREGTFGDDQBTUpADvaAUc0wo4ohVwSCvgLa2AA1r5BdanHpTZd82fAAAAAElFTkSuQmCC";

const picture = (width: number, height: number, data: string): JsonValue => ({ format: "png", width, height, data });
const sizes = [
  { width: 2, height: 2 },
  { width: 2, height: 3 },
  { width: 4, height: 2 },
  { width: 4, height: 5 },
];

export const sample: Sample = {
  tile: {
    title: "Field camera",
    icon: "cctv",
    accent: "green",
    bindings: { picture: aBinding({ decode: { as: "picture" } }) },
  },
  says: { picture: picture(48, 32, field) },
  also: [
    { name: "whole", sizes },
    { name: "filled", tile: { options: { fit: "filled" } }, sizes },
    { name: "damaged", says: { picture: picture(640, 480, "iVBORw0KGgo=") } },
    { name: "no picture", says: { picture: "hello" } },
  ],
};
