// The real host: the shell of src-tauri, over Tauri's IPC.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { Host } from "./types";

const PLUGIN = "plugin:tilework|";

export const tauriHost: Host = {
  call: (name, args) => invoke(PLUGIN + name, { ...args }),
  stream: (name, args, onitem) => invoke(PLUGIN + name, { ...args, channel: new Channel(onitem) }),
};
