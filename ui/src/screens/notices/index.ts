import { place } from "../place";

export default place({
  path: "notices",
  overlay: "sheet",
  load: () => import("./NoticesScreen.svelte"),
});
