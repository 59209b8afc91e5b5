import { place } from "../../place";

export default place({ path: "broker/new", overlay: "sheet", load: () => import("./NewBroker.svelte") });
