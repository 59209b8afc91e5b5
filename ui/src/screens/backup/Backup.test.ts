import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { start, valueTile } from "../../test/app";

const panel = () => within(screen.getByRole("dialog", { name: "Backup" }));

async function opened(prepare: (host: Awaited<ReturnType<typeof start>>) => void = () => undefined) {
  const host = await start([valueTile("air", "Air")]);
  prepare(host);
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("link", { name: "Backup" }));
  await screen.findByRole("dialog", { name: "Backup" });
  return host;
}

describe("the backup", () => {
  it("is a link in Settings, and saves everything where the person says", async () => {
    const host = await opened();
    await fireEvent.click(panel().getByRole("button", { name: "Back up now" }));
    expect(await panel().findByText("Backed up to /home/Farm.tilework")).toBeInTheDocument();
    const fields = { address: true, login: true, device: true };
    expect(host.askedFor("save_bundle")).toEqual([{ part: { of: "everything" }, fields }]);
  });

  it("says nothing was saved where the disk refused", async () => {
    const host = await opened();
    host.failOnce("save_bundle", { code: "notSaved", detail: { message: "disk full" } });
    await fireEvent.click(panel().getByRole("button", { name: "Back up now" }));
    expect(await panel().findByText(/disk full/)).toBeInTheDocument();
  });

  it("restores by way of the import, which shows first what it would do", async () => {
    await opened();
    await fireEvent.click(panel().getByRole("button", { name: "Restore" }));
    expect(await screen.findByRole("dialog", { name: "Import" })).toBeInTheDocument();
  });

  it("lists the passwords that are still to be typed, broker by broker", async () => {
    await opened((host) => {
      host.answers.missing_secrets = () => [{ broker: "farm", secrets: ["password", "privateKey"] }];
    });
    expect(await panel().findByText("password, private key")).toBeInTheDocument();
    await fireEvent.click(panel().getByRole("button", { name: "Open Farm" }));
    await waitFor(() => expect(location.hash).toContain("/broker/farm/edit"));
  });
});
