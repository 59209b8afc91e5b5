import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { FakeHost } from "./host/fake";
import { understood } from "./host/fake/samples";
import { start, startWith } from "./test/app";

const link = (host: string) => understood({ host, port: 1884, transport: "tcp", username: "farmer" });
const form = () => within(screen.getByRole("dialog"));

describe("a link to a broker", () => {
  it("becomes a form to confirm, and connects nothing", async () => {
    const host = await start([]);
    host.push({ offered: [{ kind: "broker", understood: link("farm.example") }] });
    await screen.findByRole("dialog");
    await waitFor(() => expect(form().getByLabelText("Host")).toHaveValue("farm.example"));
    expect(form().getByLabelText("Username")).toHaveValue("farmer");
    expect(host.askedFor("save_broker")).toEqual([]);
    expect(host.asked.map(({ name }) => name)).not.toContain("test_connection");
  });

  it("that opened the app stands over Welcome, and is gone when it was cancelled", async () => {
    const host = new FakeHost();
    host.push({ offered: [{ kind: "broker", understood: link("farm.example") }] });
    await startWith(host);
    await screen.findByRole("dialog");
    await fireEvent.click(form().getByRole("button", { name: "Cancel" }));
    for (const discard of screen.queryAllByRole("button", { name: "Discard" })) await fireEvent.click(discard);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByRole("button", { name: "Try the demo" })).toBeInTheDocument();
    expect(host.session.brokers).toEqual([]);
  });

  it("that comes while another is open waits its turn", async () => {
    const host = await start([]);
    host.push({
      offered: [
        { kind: "broker", understood: link("one.example") },
        { kind: "broker", understood: link("two.example") },
      ],
    });
    await screen.findByRole("dialog");
    await waitFor(() => expect(form().getByLabelText("Host")).toHaveValue("one.example"));
    await fireEvent.click(form().getByRole("button", { name: "Save" }));
    await waitFor(() => expect(form().getByLabelText("Host")).toHaveValue("two.example"));
    expect(host.askedFor("save_broker")).toHaveLength(1);
  });
});
