import { place } from "../place";

// What is looked at is not in the address: it came from a file, a link or a camera, and is asked for again where it is gone.
export default place({ path: "bundle", overlay: "sheet", load: () => import("./ImportSheet.svelte") });
