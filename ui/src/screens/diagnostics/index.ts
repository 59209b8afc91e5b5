import { place } from "../place";

export default place({
  path: "diagnostics",
  overlay: "sheet",
  load: () => import("./DiagnosticsScreen.svelte"),
});
