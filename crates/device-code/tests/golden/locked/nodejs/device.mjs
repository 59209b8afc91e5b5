// Greenhouse
//
// The device's half of this board: it publishes what the tiles read and obeys what they send.
// Your hardware goes where SENSOR and RELAY stand. It needs the package mqtt: npm install mqtt@5
// User name and password come from outside: MQTT_USERNAME=… MQTT_PASSWORD=… node device.mjs
import { readFileSync } from "node:fs";
import mqtt from "mqtt";

const HOST = "broker.example";
const PORT = 8883;
// Each device has a name of its own: two with the same one throw each other out.
const CLIENT_ID = "greenhouse-device";

// ---- What the device measures, and what it is set to ----
let waterPumpOn = false;

/** Water pump */
function setWaterPump(value) {
  // RELAY: switch it on for true and off for false.
  waterPumpOn = value;
  console.log("Water pump", "is now", value);
}

// ---- What is published ----
function publishWaterPump() {
  const payload = (waterPumpOn ? "ON" : "OFF");
  client.publish("/me@example.com/pump/state", payload, { qos: 0, retain: true });
}

function sayPresence(online) {
  client.publish("/me@example.com/pump/online", online ? "online" : "offline", { qos: 1, retain: true });
}

// ---- What is obeyed ----

function obey(topic, payload) {
  if (topic === "/me@example.com/pump/set") {
    if (payload === "ON" || payload === "OFF") {
      setWaterPump(payload === "ON");
      publishWaterPump();
    }
  }
}

if (!process.env.MQTT_USERNAME) {
  console.error("Set MQTT_USERNAME and MQTT_PASSWORD first.");
  process.exit(1);
}

const client = mqtt.connect({
  protocol: "mqtts",
  host: HOST,
  port: PORT,
  protocolVersion: 5,
  clientId: CLIENT_ID,
  clean: true,
  keepalive: 30,
  reconnectPeriod: 2000,
  // It subscribes by itself after each connect, and what was measured while it was away is old.
  resubscribe: false,
  queueQoSZero: false,
  username: process.env.MQTT_USERNAME,
  password: process.env.MQTT_PASSWORD,
  ca: readFileSync(new URL("ca.pem", import.meta.url)),
  // When the device is lost, the broker says so for it.
  will: { topic: "/me@example.com/pump/online", payload: "offline", qos: 1, retain: true },
});

client.on("connect", () => {
  console.log("Connected to", HOST);
  client.subscribe({
    ["/me@example.com/pump/set"]: { qos: 1 },
  });
  sayPresence(true);
  publishWaterPump();
});
client.on("message", (topic, payload) => obey(topic, payload.toString()));
client.on("close", () => console.log("Disconnected"));
client.on("error", (error) => console.error(error.message));

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    // Gone on purpose: the last will is for other cases.
    if (client.connected) sayPresence(false);
    client.end(false, () => process.exit());
  });
}
