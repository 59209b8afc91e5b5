import Cpu from "@lucide/svelte/icons/cpu";
import { t } from "../../lib/text";
import { place } from "../place";

export default place({
  path: "devices",
  nav: { label: t.devices.title, Icon: Cpu, order: 2 },
  load: () => import("./DevicesScreen.svelte"),
});
