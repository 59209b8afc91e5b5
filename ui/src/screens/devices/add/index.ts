import { place } from "../../place";

export default place({
  path: "device/:broker/:device",
  overlay: "sheet",
  load: () => import("./AddDevice.svelte"),
});
