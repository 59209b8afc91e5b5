import { place } from "../place";

export default place({
  path: "backup",
  overlay: "sheet",
  settings: { order: 2, load: () => import("./BackupSection.svelte") },
  load: () => import("./BackupScreen.svelte"),
});
