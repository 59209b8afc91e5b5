import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { start, valueTile } from "../../test/app";

const panel = (name: string) => within(screen.getByRole("dialog", { name }));

async function opened(address = "#/home/d1/dashboard/d1/share", name = "Share “Greenhouse”") {
  const host = await start([valueTile("air", "Air")]);
  location.hash = address;
  await screen.findByRole("dialog", { name });
  return host;
}

describe("sharing a dashboard", () => {
  it("shows a code and a link, with nothing that tells where the broker is", async () => {
    const host = await opened();
    const sheet = panel("Share “Greenhouse”");
    expect(await sheet.findByRole("img", { name: "QR code" })).toBeInTheDocument();
    expect(sheet.getByRole("textbox", { name: "Link" })).toHaveValue("tilework://add#abc");
    const fields = { address: false, login: false, device: false };
    expect(host.askedFor("share")).toEqual([{ part: { of: "dashboard", dashboard: "d1" }, fields }]);
  });

  it("makes both anew with what is ticked, and saves a file with the same", async () => {
    const host = await opened();
    const sheet = panel("Share “Greenhouse”");
    await fireEvent.click(await sheet.findByLabelText("Address of the broker"));
    await waitFor(() => expect(host.askedFor("share")[1]?.fields.address).toBe(true));
    await fireEvent.click(sheet.getByRole("button", { name: "Save file" }));
    expect(await sheet.findByText("Saved as /home/Farm.tilework")).toBeInTheDocument();
    expect(host.askedFor("save_bundle")[0]?.fields).toEqual({ address: true, login: false, device: false });
  });

  it("says what to use instead where it is too large for a code or a link", async () => {
    const host = await opened();
    host.answers.share = () => ({ link: null, code: null, bytes: 2_000_000 });
    const sheet = panel("Share “Greenhouse”");
    await fireEvent.click(await sheet.findByLabelText("User name"));
    expect(await sheet.findByText(/Too large for one QR code/)).toBeInTheDocument();
    expect(sheet.getByText(/Too large for a link/)).toBeInTheDocument();
  });

  it("copies the link, and says so where that is not possible", async () => {
    await opened();
    const sheet = panel("Share “Greenhouse”");
    const writeText = vi.fn().mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error("no"));
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    await fireEvent.click(await sheet.findByRole("button", { name: "Copy link" }));
    expect(await sheet.findByText("Link copied")).toBeInTheDocument();
    expect(writeText).toHaveBeenCalledWith("tilework://add#abc");
    await fireEvent.click(sheet.getByRole("button", { name: "Copy link" }));
    expect(await sheet.findByText(/could not be copied/)).toBeInTheDocument();
  });

  it("shares one tile too", async () => {
    const host = await opened("#/home/d1/tile/air/share", "Share “Air”");
    await waitFor(() => expect(host.askedFor("share")[0]?.part).toEqual({ of: "tile", dashboard: "d1", tile: "air" }));
  });
});
