import "@fontsource-variable/inter/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import type { Host } from "./host/types";
import { useHost } from "./lib/call";

async function findHost(): Promise<Host> {
  // Both conditions are constants of the build: the app's bundle has no trace of the fake.
  if (import.meta.env.DEV || import.meta.env.MODE === "fake") {
    if (!("__TAURI_INTERNALS__" in window)) return (await import("./host/fake/greenhouse")).greenhouse();
  }
  return (await import("./host/tauri")).tauriHost;
}

const target = document.getElementById("app");
if (target) {
  void findHost().then((host) => {
    useHost(host);
    mount(App, { target });
  });
}
