import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, it, onTestFinished, vi } from "vitest";
import { start } from "../../test/app";

const notices = {
  works: [
    { name: "rumqttc", version: "0.25.1", licence: "Apache-2.0", texts: [0] },
    { name: "svelte", version: "5.0.0", licence: "MIT", texts: [1] },
    { name: "bare", version: "1.0.0", licence: "MIT", texts: [] },
  ],
  texts: ["Apache License", "<b>Copyright</b> (c) Svelte"],
};

async function opened(answer: () => Promise<Response>) {
  vi.stubGlobal("fetch", answer);
  onTestFinished(() => void vi.unstubAllGlobals());
  await start([]);
  location.hash = "#/settings";
  await fireEvent.click(await screen.findByRole("button", { name: /^Third-party notices/ }));
  return within(await screen.findByRole("dialog", { name: "Third-party notices" }));
}

it("About names everybody whose work is in the app, and shows a licence's words as they are", async () => {
  const panel = await opened(async () => new Response(JSON.stringify(notices)));
  await fireEvent.click(await panel.findByRole("button", { name: /svelte/ }));
  expect(panel.getByText("<b>Copyright</b> (c) Svelte")).toBeInTheDocument();
  await fireEvent.click(panel.getByRole("button", { name: /bare/ }));
  expect(panel.queryByText(/Svelte$/)).toBeNull();
  expect(panel.getByText(/no text of its own/)).toBeInTheDocument();
});

it("works are found by name or licence", async () => {
  const panel = await opened(async () => new Response(JSON.stringify(notices)));
  await fireEvent.input(await panel.findByLabelText("Search"), { target: { value: "apache" } });
  expect(panel.queryByRole("button", { name: /svelte/ })).toBeNull();
  expect(panel.getByRole("button", { name: /rumqttc/ })).toBeInTheDocument();
});

it("a copy that was built without the list says so", async () => {
  const panel = await opened(async () => new Response("", { status: 404 }));
  await waitFor(() => expect(panel.getByText("The list is not here")).toBeInTheDocument());
});
