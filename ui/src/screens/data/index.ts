import { place } from "../place";

export default place({
  path: "data",
  overlay: "sheet",
  settings: { order: 1, load: () => import("./DataSection.svelte") },
  load: () => import("./DataScreen.svelte"),
});
