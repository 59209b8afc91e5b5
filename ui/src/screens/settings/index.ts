import SettingsIcon from "@lucide/svelte/icons/settings";
import { t } from "../../lib/text";
import { place } from "../place";

export default place({
  path: "settings",
  nav: { label: t.app.settings, Icon: SettingsIcon, order: 5 },
  load: () => import("./Settings.svelte"),
});
