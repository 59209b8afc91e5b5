import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { FakeHost } from "../../host/fake";
import { addForm, editForm, press, saved, type } from "./testing";

const FORGET = "Do not remember the password";
const password = () => screen.getByLabelText("Password");
const forget = () => fireEvent.click(screen.getByLabelText(FORGET));

it("keeps the password of an edited broker unless another is typed", async () => {
  const host = await editForm();
  expect(password()).toHaveValue("");
  await type("Name", "Barn");
  await press("Save");
  expect(await saved(host)).toMatchObject({ draft: { id: "farm" }, secrets: { password: { action: "keep" } } });
});

it("removes the kept password only when told to", async () => {
  const host = await editForm();
  await press("Remove the kept password");
  await press("Save");
  expect((await saved(host)).secrets.password).toEqual({ action: "clear" });
});

it("hides the password until asked to show it", async () => {
  await addForm();
  expect(password()).toHaveAttribute("type", "password");
  await press("Show password");
  expect(password()).toHaveAttribute("type", "text");
});

it("says before anything is typed that there is no keyring, and goes on without it", async () => {
  const host = new FakeHost();
  host.answers.check_keyring = () => ({ state: "unavailable", message: "no session bus" });
  await addForm(host);
  expect(await screen.findByText("This device's keyring is not available")).toBeInTheDocument();
  expect(screen.getByRole("dialog")).toHaveTextContent("no session bus");
  await waitFor(() => expect(screen.getByLabelText(FORGET)).toBeChecked());
  await type("Host", "farm");
  await type("Password", "hunter2");
  await press("Save");
  expect((await saved(host)).secrets).toMatchObject({
    password: { action: "set", secret: "hunter2" },
    remember: false,
  });
});

it("closes without a question when only the keyring was found to be away", async () => {
  const host = new FakeHost();
  host.answers.check_keyring = () => ({ state: "unavailable", message: "" });
  await addForm(host);
  await screen.findByText("This device's keyring is not available");
  await press("Cancel");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("says that secrets are kept in memory only where Tilework was started so", async () => {
  const host = new FakeHost();
  host.answers.check_keyring = () => ({ state: "memoryOnly" });
  await addForm(host);
  expect(await screen.findByText(/keep secrets in memory only/)).toBeInTheDocument();
  await type("Broker type", "flespi");
  expect(screen.getByLabelText("Access token")).toBeInTheDocument();
  expect(screen.queryByText(/in this device's keyring/)).toBeNull();
});

it("offers to go on without the keyring when that fails while saving, and then says so to the engine", async () => {
  const host = await addForm();
  host.failOnce("save_broker", { code: "secretStoreUnavailable", detail: { message: "no bus" } });
  await type("Host", "farm");
  await type("Password", "hunter2");
  await press("Save");
  expect(await screen.findByText("This device's keyring is not available")).toBeInTheDocument();
  await waitFor(() => expect(document.activeElement).toHaveTextContent("go on without remembering it"));
  expect(password()).toHaveValue("hunter2");
  await forget();
  await press("Save");
  await waitFor(() => expect(host.askedFor("save_broker")).toHaveLength(2));
  expect(host.askedFor("save_broker")[1]?.secrets.remember).toBe(false);
});

it("asks for the password when a kept-for-now one is to go into the keyring", async () => {
  const host = await editForm({ secrets: { password: "session" } });
  await forget();
  await press("Save");
  expect(password()).toHaveAccessibleDescription(/once more/);
  expect(host.askedFor("save_broker")).toEqual([]);
  await type("Password", "hunter2");
  await press("Save");
  expect((await saved(host)).secrets.remember).toBe(true);
});

it("keeps a user name that is a token like a password, and hides it", async () => {
  const host = await addForm();
  await type("Broker type", "flespi");
  const token = screen.getByLabelText("Access token");
  expect(token).toHaveAttribute("type", "password");
  await type("Access token", "s3cret");
  await press("Save");
  const { draft, secrets } = await saved(host);
  expect([draft.username, secrets.username]).toEqual(["", { action: "set", secret: "s3cret" }]);
});

it("keeps a secret user name that was not typed again, and lets it go when it is none any more", async () => {
  const host = await editForm({ username: "", secrets: { username: "keyring" } });
  expect(screen.getByLabelText("Username")).toHaveAttribute("placeholder", "unchanged");
  await press("Save");
  expect((await saved(host)).secrets.username).toEqual({ action: "keep" });
});

it("takes a user name for a secret where a person says so", async () => {
  const host = await addForm();
  await type("Host", "farm");
  await type("Username", "s3cret");
  await press("Advanced");
  await fireEvent.click(screen.getByLabelText("The user name is a secret"));
  expect(screen.getByLabelText("Username")).toHaveAttribute("type", "password");
  await press("Save");
  const { draft, secrets } = await saved(host);
  expect([draft.username, secrets.username]).toEqual(["", { action: "set", secret: "s3cret" }]);
});

it("leaves the places of kept tokens and values empty, and says so", async () => {
  const endpoints = [
    { host: "farm", port: 80, transport: "webSocket", path: "/mqtt?token=", inClear: false, network: null },
  ];
  const userProperties = [{ name: "site", value: "" }];
  const secrets = { queries: "keyring", userProperties: "keyring" };
  const host = await editForm({ protocol: "5", endpoints, userProperties, secrets });
  expect(screen.getByLabelText("Path")).toHaveAccessibleDescription(/leave the place after = empty/);
  await press("Advanced");
  expect(screen.getByLabelText("Property value 1")).toHaveAttribute("type", "password");
  expect(screen.getByText(/leave a value empty to keep it/)).toBeInTheDocument();
  await press("Save");
  const { draft } = await saved(host);
  expect([draft.endpoints[0]?.path, draft.userProperties]).toEqual(["/mqtt?token=", userProperties]);
});

it("leaves no secret in the page once it is closed", async () => {
  await addForm();
  await type("Host", "farm");
  await type("Password", "hunter2");
  await press("Show password");
  await press("Save");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const kept = [document.body.innerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  const values = [...document.querySelectorAll("input, textarea")].map((it) => (it as HTMLInputElement).value);
  expect([...kept, ...values, location.href].join("\n")).not.toContain("hunter2");
});
