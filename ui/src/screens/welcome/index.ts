import { place } from "../place";

export default place({ path: "welcome", alone: true, load: () => import("./Welcome.svelte") });
