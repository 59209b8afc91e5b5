// What a person needs to know of each service to find their credentials. The numbers and rules are the engine's (`presets`).
import type { Preset } from "../../../bindings/api";

export const presets: Record<Preset, { name: string; hint: string }> = {
  custom: { name: "Custom", hint: "" },
  localMosquitto: {
    name: "Local Mosquitto",
    hint: "The address of the computer it runs on, and the user made with mosquitto_passwd, if there is one.",
  },
  cloudMqtt: {
    name: "CloudMQTT",
    hint: "All of it is on the Details page of your instance. Its three ports share the last four digits.",
  },
  dioty: {
    name: "DIoTY",
    hint: "The user name is your account's e-mail address; DIoTY gave you the password.",
  },
  hiveMqCloud: {
    name: "HiveMQ Cloud",
    hint: "The host is on your cluster's Overview page; users are made under Access Management.",
  },
  emqxServerless: {
    name: "EMQX Cloud Serverless",
    hint: "The address is on your deployment's Overview page; users are made under Authentication.",
  },
  awsIotCore: {
    name: "AWS IoT Core",
    hint: "The device data endpoint, with -ats in its name, and your thing's certificate and key. Its policy has to allow the client ID. Where 8883 is blocked, port 443 works too.",
  },
  adafruitIo: {
    name: "Adafruit IO",
    hint: "The key under the yellow key symbol is the password. Topics begin with your user name: ada/feeds/temperature.",
  },
  testMosquittoOrg: {
    name: "test.mosquitto.org",
    hint: "Open to everybody: whoever wants to can read what you send and send what you read.",
  },
  thingsBoard: {
    name: "ThingsBoard",
    hint: "The device's access token is on its page, under Manage credentials. A server of your own has its own host.",
  },
  flespi: {
    name: "flespi",
    hint: "Make a token in the panel under Tokens; it may be limited to some topics. There is no password.",
  },
  ubidots: {
    name: "Ubidots",
    hint: "The token is under API Credentials, in the menu of your account. There is no password.",
  },
};
