import "@fontsource-variable/inter/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import type { Host } from "./host/types";
import { useHost } from "./lib/call";
import { t } from "./lib/text";

async function findHost(): Promise<Host> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./host/tauri")).tauriHost;
  return (await import("./host/web")).webHost();
}

const target = document.getElementById("app");
if (target) {
  findHost().then(
    (host) => {
      useHost(host);
      mount(App, { target });
    },
    (cause: unknown) => {
      // eslint-disable-next-line no-console -- there is no screen yet that could say why
      console.error(cause);
      target.textContent = t.app.cannotStart;
    },
  );
}
