import { t } from "../../../lib/text";
import { place } from "../../place";

export default place({
  path: "device/:broker/:device",
  overlay: "sheet",
  missing: ({ broker, device }, { connections, devices }) => {
    if (!connections.get(broker)) return t.places.broker;
    return devices.all && !devices.device(broker, device) ? t.places.device : undefined;
  },
  load: () => import("./AddDevice.svelte"),
});
