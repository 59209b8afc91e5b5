// The rules of crates/core/src/preset/rules.rs in their shape, for forms in a plain browser.
import type { Preset, PresetPort, PresetRules, Transport } from "../../lib/bindings/api";

const at = (transport: Transport, port: number): PresetPort => ({ transport, port, leadingDigit: null });
const own = (transport: Transport, leadingDigit: number): PresetPort => ({ transport, port: null, leadingDigit });

function rules(preset: Preset, hostExample: string, ports: PresetPort[], more: Partial<PresetRules> = {}): PresetRules {
  return {
    preset,
    host: null,
    hostExample,
    ports,
    tlsOnly: ports.every(({ transport }) => transport === "tls" || transport === "secureWebSocket"),
    path: "/mqtt",
    protocol: "3.1.1",
    username: "optional",
    usernameIsSecret: false,
    password: "optional",
    clientCertificate: "optional",
    alpn: [],
    topicPrefix: "",
    ...more,
  };
}

const token = {
  username: "required",
  usernameIsSecret: true,
  password: "unused",
  clientCertificate: "unused",
} as const;
const account = { username: "required", password: "required", clientCertificate: "unused" } as const;

export const presets: PresetRules[] = [
  rules("custom", "broker.example.com", [
    at("tcp", 1883),
    at("tls", 8883),
    at("webSocket", 8083),
    at("secureWebSocket", 8084),
  ]),
  rules("localMosquitto", "192.168.1.10", [
    at("tcp", 1883),
    at("tls", 8883),
    at("webSocket", 9001),
    at("secureWebSocket", 8084),
  ]),
  rules("cloudMqtt", "m10.cloudmqtt.com", [own("tls", 2), own("secureWebSocket", 3), own("tcp", 1)], account),
  rules("dioty", "mqtt.dioty.co", [at("tcp", 1883), at("webSocket", 8080)], {
    ...account,
    host: "mqtt.dioty.co",
    topicPrefix: "/{username}/",
  }),
  rules("hiveMqCloud", "0123abcd.s1.eu.hivemq.cloud", [at("tls", 8883), at("secureWebSocket", 8884)], {
    ...account,
    protocol: "5",
  }),
  rules("emqxServerless", "a1b2c3d4.ala.eu-central-1.emqxsl.com", [at("tls", 8883), at("secureWebSocket", 8084)], {
    ...account,
    protocol: "5",
  }),
  rules("awsIotCore", "a1b2c3d4e5f6g7-ats.iot.eu-central-1.amazonaws.com", [at("tls", 8883), at("tls", 443)], {
    username: "unused",
    password: "unused",
    clientCertificate: "required",
    alpn: [{ port: 443, names: ["x-amzn-mqtt-ca"] }],
  }),
  rules("adafruitIo", "io.adafruit.com", [at("tls", 8883), at("secureWebSocket", 443), at("tcp", 1883)], {
    ...account,
    host: "io.adafruit.com",
  }),
  rules(
    "testMosquittoOrg",
    "test.mosquitto.org",
    [at("tls", 8886), at("secureWebSocket", 8081), at("tcp", 1883), at("webSocket", 8080)],
    { username: "unused", password: "unused", clientCertificate: "unused", protocol: "5", host: "test.mosquitto.org" },
  ),
  rules("thingsBoard", "mqtt.thingsboard.cloud", [at("tls", 8883), at("tcp", 1883)], {
    ...token,
    password: "optional",
    clientCertificate: "optional",
  }),
  rules(
    "flespi",
    "mqtt.flespi.io",
    [at("tls", 8883), at("secureWebSocket", 443), at("tcp", 1883), at("webSocket", 80)],
    { ...token, protocol: "5", host: "mqtt.flespi.io" },
  ),
  rules("ubidots", "industrial.api.ubidots.com", [at("tls", 8883), at("tcp", 1883)], {
    ...token,
    host: "industrial.api.ubidots.com",
  }),
];
