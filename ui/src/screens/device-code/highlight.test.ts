import { describe, expect, it } from "vitest";
import { highlight } from "./highlight";

const tones = (line: string, comment: string) =>
  (highlight(line, comment)[0] ?? []).filter((it) => it.text.trim()).map((it) => `${it.tone}: ${it.text.trim()}`);

describe("a program in colours", () => {
  it("knows comments, texts and numbers", () => {
    expect(tones('PORT = 1883  # the "usual" one', "#")).toEqual([
      "plain: PORT =",
      "number: 1883",
      'comment: # the "usual" one',
    ]);
    expect(tones(String.raw`say("a \" // b", 21.5);`, "//")).toEqual([
      "plain: say(",
      String.raw`text: "a \" // b"`,
      "plain: ,",
      "number: 21.5",
      "plain: );",
    ]);
    expect(tones("/** Air */ read()", "//")).toEqual(["comment: /** Air */", "plain: read()"]);
  });

  it("points out where the hardware goes", () => {
    expect(tones("  // SENSOR: read it here.", "//")).toEqual(["place: // SENSOR: read it here."]);
  });

  it("loses no letter of any text", () => {
    for (const comment of ["#", "//", "--"])
      for (const code of [
        '"""',
        "'",
        '"\\',
        "/*",
        "/* a",
        "--[[",
        "a1 1a 1.2.3",
        "it's # '",
        "\u202e\u0000",
        "",
        "\n\n",
      ])
        expect(
          highlight(`${code}\n`, comment)
            .map((line) => line.map((it) => it.text).join(""))
            .join("\n"),
        ).toBe(code);
  });
});
