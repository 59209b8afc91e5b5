// Greenhouse
//
// The device's half of this board: it publishes what the tiles read and obeys what they send.
// Your hardware goes where SENSOR and RELAY stand. It needs the package mqtt: npm install mqtt@5
import mqtt from "mqtt";

const HOST = "192.168.1.4";
const PORT = 1883;
// Each device has a name of its own: two with the same one throw each other out.
const CLIENT_ID = "greenhouse-device";
// Seconds from one reading to the next.
const EVERY = 6;

// ---- What the device measures, and what it is set to ----
let waterPumpOn = false;
let ventValue = 0.0;
let modeText = "auto";
let displayText = "hello";

/** Water pump */
function setWaterPump(value) {
  // RELAY: switch it on for true and off for false.
  waterPumpOn = value;
  console.log("Water pump", "is now", value);
}

/** Vent */
function setVent(value) {
  // RELAY: set it to this number.
  ventValue = value;
  console.log("Vent", "is now", value);
}

/** Mode */
function setMode(value) {
  // RELAY: set it to this text.
  modeText = value;
  console.log("Mode", "is now", value);
}

/** Display */
function setDisplay(value) {
  // RELAY: set it to this text.
  displayText = value;
  console.log("Display", "is now", value);
}

/** Air temperature, in °C */
function readAirTemperature() {
  // SENSOR: read it here.
  return 21.5;
}

/** Humidity, in % */
function readHumidity() {
  // SENSOR: read it here.
  return 21.5;
}

/** Door */
function readDoor() {
  // SENSOR: read it here.
  return true;
}

/** North, in % */
function readNorth() {
  // SENSOR: read it here.
  return 21.5;
}

/** South, in % */
function readSouth() {
  // SENSOR: read it here.
  return 21.5;
}

/** Restart */
function pressRestart() {
  // RELAY: do it here.
  console.log("Restart");
}

/** Blind Up */
function pressBlindUp() {
  // RELAY: do it here.
  console.log("Blind Up");
}

/** Blind Down */
function pressBlindDown() {
  // RELAY: do it here.
  console.log("Blind Down");
}

// ---- What is published ----
function publishWaterPump() {
  const payload = (waterPumpOn ? "ON" : "OFF");
  client.publish("farm/pump/state", payload, { qos: 0, retain: true });
}
function publishVent() {
  const payload = "{\"level\":" + String(ventValue) + "}";
  client.publish("farm/vent", payload, { qos: 0, retain: true });
}
function publishMode() {
  const payload = "{\"mode\":" + JSON.stringify(modeText) + "}";
  client.publish("farm/mode", payload, { qos: 0, retain: true });
}
function publishDisplay() {
  const payload = displayText;
  client.publish("farm/display", payload, { qos: 0, retain: true });
}
function publishAirTemperature() {
  const payload = "{\"air\":{\"temp\":" + String(readAirTemperature()) + ",\"humidity\":" + String(readHumidity()) + "}}";
  client.publish("farm/climate", payload, { qos: 0, retain: false });
}
function publishDoor() {
  const payload = (readDoor() ? "open" : "closed");
  client.publish("farm/door", payload, { qos: 0, retain: false });
}
function publishNorth() {
  const payload = String(readNorth());
  client.publish("farm/soil/1", payload, { qos: 0, retain: false });
}
function publishSouth() {
  const payload = String(readSouth());
  client.publish("farm/soil/2", payload, { qos: 0, retain: false });
}

function sayPresence(online) {
  client.publish("farm/board/online", online ? "online" : "offline", { qos: 1, retain: true });
}

// ---- What is obeyed ----
/** What stands between the two, or null: then it is for somebody else. */
function between(payload, before, after) {
  if (payload.length < before.length + after.length) return null;
  if (!payload.startsWith(before) || !payload.endsWith(after)) return null;
  return payload.slice(before.length, payload.length - after.length);
}

function obey(topic, payload) {
  if (topic === "farm/pump/set") {
    if (payload === "ON" || payload === "OFF") {
      setWaterPump(payload === "ON");
      publishWaterPump();
    }
  }
  if (topic === "farm/vent/set") {
    {
      const value = between(payload, "{\"level\": ", "}");
      if (value !== null && value.trim() !== "" && Number.isFinite(Number(value))) {
        setVent(Number(value));
        publishVent();
      }
    }
  }
  if (topic === "farm/mode/set") {
    setMode(payload);
    publishMode();
  }
  if (topic === "farm/display/set") {
    setDisplay(payload);
    publishDisplay();
  }
  if (topic === "farm/restart") {
    if (payload === "now") pressRestart();
  }
  if (topic === "farm/blind") {
    if (payload === "up") pressBlindUp();
    if (payload === "down") pressBlindDown();
  }
}

const client = mqtt.connect({
  protocol: "mqtt",
  host: HOST,
  port: PORT,
  protocolVersion: 4,
  clientId: CLIENT_ID,
  clean: true,
  keepalive: 30,
  reconnectPeriod: 2000,
  // It subscribes by itself after each connect, and what was measured while it was away is old.
  resubscribe: false,
  queueQoSZero: false,
  // When the device is lost, the broker says so for it.
  will: { topic: "farm/board/online", payload: "offline", qos: 1, retain: true },
});

client.on("connect", () => {
  console.log("Connected to", HOST);
  client.subscribe({
    ["farm/pump/set"]: { qos: 1 },
    ["farm/vent/set"]: { qos: 0 },
    ["farm/mode/set"]: { qos: 0 },
    ["farm/display/set"]: { qos: 0 },
    ["farm/restart"]: { qos: 0 },
    ["farm/blind"]: { qos: 0 },
  });
  sayPresence(true);
  publishWaterPump();
  publishVent();
  publishMode();
  publishDisplay();
  publishAirTemperature();
  publishDoor();
  publishNorth();
  publishSouth();
});
client.on("message", (topic, payload) => obey(topic, payload.toString()));
client.on("close", () => console.log("Disconnected"));
client.on("error", (error) => console.error(error.message));

setInterval(() => {
  if (!client.connected) return;
  publishAirTemperature();
  publishDoor();
  publishNorth();
  publishSouth();
}, EVERY * 1000);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    // Gone on purpose: the last will is for other cases.
    if (client.connected) sayPresence(false);
    client.end(false, () => process.exit());
  });
}
