import { place } from "../../place";

export default place({ path: "dashboard/new", overlay: "sheet", load: () => import("./NewDashboard.svelte") });
