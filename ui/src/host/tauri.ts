// The real host: the shell of src-tauri, over Tauri's IPC.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { Host } from "./types";

const PLUGIN = "plugin:tilework|";

// This adapter is where platforms differ: the shell has the scanner's plugin on phones only.
const onPhone = /Android|iPhone|iPad/.test(navigator.userAgent);

export const tauriHost: Host = {
  call: (name, args) => invoke(PLUGIN + name, { ...args }),
  stream: (name, args, onitem) => invoke(PLUGIN + name, { ...args, channel: new Channel(onitem) }),
  ...(onPhone ? { scanCode } : {}),
};

async function scanCode(): Promise<string> {
  // Without the camera's permission the plugin refuses to scan; it does not ask by itself.
  await invoke("plugin:barcode-scanner|request_permissions");
  const { content } = await invoke<{ content: string }>("plugin:barcode-scanner|scan", {
    formats: ["QR_CODE"],
    windowed: false,
  });
  return content;
}
