import { place } from "../../place";

export default place({ path: "problems", overlay: "sheet", load: () => import("./ProblemsSheet.svelte") });
