import { describe, expect, it } from "vitest";
import { Frames } from "./frames";

function drawn(...at: number[]): Frames {
  const frames = new Frames();
  for (const it of at) frames.drawn(it);
  return frames;
}

describe("how smoothly the window draws", () => {
  it("is not known before a second was seen", () => {
    expect(drawn(0, 16, 900).smoothness()).toBeUndefined();
  });

  it("is frames a second, and the longest gap", () => {
    const steady = Array.from({ length: 101 }, (_, n) => n * 20);
    expect(drawn(...steady).smoothness()).toEqual({ perSecond: 50, longest: 20, longestEver: 20 });
    expect(drawn(...steady, 2_400).smoothness()?.longest).toBe(400);
  });

  it("forgets a gap after ten seconds, and keeps the longest ever", () => {
    const frames = drawn(0, 700);
    for (let at = 720; at <= 20_000; at += 20) frames.drawn(at);
    expect(frames.smoothness()).toMatchObject({ longest: 20, longestEver: 700 });
  });

  it("counts no gap while the window was hidden", () => {
    const frames = drawn(0, 20);
    frames.rested();
    for (let at = 60_000; at <= 62_000; at += 20) frames.drawn(at);
    expect(frames.smoothness()).toMatchObject({ longest: 20, longestEver: 20 });
  });
});
