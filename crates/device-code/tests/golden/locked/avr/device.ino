// Greenhouse
//
// The device's half of this board: it publishes what the tiles read and obeys what they send.
// Your hardware goes where SENSOR and RELAY stand. Its login is in secrets.h.
#include <SPI.h>
#include <Ethernet.h>
#include <ArduinoMqttClient.h>
#include "secrets.h"

static const char HOST[] = "broker.example";
static const uint16_t PORT = 1883;
// Each device has a name of its own: two with the same one throw each other out.
static const char CLIENT_ID[] = "greenhouse-device";

// Of this board; on a sticker, or any that no other device here has.
byte hardware[] = {0xDE, 0xAD, 0xBE, 0xEF, 0xFE, 0x01};
EthernetClient network;
MqttClient mqtt(network);

// A message, sent piece by piece: nothing of it is kept in the little memory of the board.
class Message {
 public:
  Message(const char* topic, bool retain, uint8_t qos) { mqtt.beginMessage(topic, retain, qos); }
  ~Message() { mqtt.endMessage(); }

  Message& operator<<(const __FlashStringHelper* text) {
    mqtt.print(text);
    return *this;
  }

  Message& operator<<(const char* text) {
    mqtt.print(text);
    return *this;
  }

  // This board's printf knows no fractions.
  Message& operator<<(double number) {
    char text[24];
    dtostrf(number, 0, 2, text);
    return *this << text;
  }
};

// ---- What the device measures, and what it is set to ----
bool waterPumpOn = false;

// Water pump
void setWaterPump(bool on) {
  // RELAY: switch it, for example with digitalWrite(PIN, on ? HIGH : LOW).
  waterPumpOn = on;
}

// ---- What is published ----
void publishWaterPump() {
  Message message("/me@example.com/pump/state", true, 0);
  message << (waterPumpOn ? F("ON") : F("OFF"));
}

void publishAll() {
  Message("/me@example.com/pump/online", true, 1) << F("online");
  publishWaterPump();
}

// ---- What is obeyed ----

void obey(const char* topic, const char* payload) {
  if (strcmp(topic, "/me@example.com/pump/set") == 0) {
    if (strcmp(payload, "ON") == 0 || strcmp(payload, "OFF") == 0) {
      setWaterPump(strcmp(payload, "ON") == 0);
      publishWaterPump();
    }
  }
}

void onMessage(int length) {
  char payload[128];
  String topic = mqtt.messageTopic();
  // What is longer than anything a tile sends is not for us.
  if (length < 0 || (size_t)length >= sizeof payload) return;
  int got = mqtt.read((uint8_t*)payload, length);
  payload[got > 0 ? got : 0] = 0;
  obey(topic.c_str(), payload);
}

void connect() {
  mqtt.setId(CLIENT_ID);
  mqtt.setKeepAliveInterval(30000UL);
  mqtt.setConnectionTimeout(5000);
  mqtt.setUsernamePassword(MQTT_USERNAME, MQTT_PASSWORD);
  // When the board is lost, the broker says so for it.
  mqtt.beginWill("/me@example.com/pump/online", true, 1);
  mqtt.print(F("offline"));
  mqtt.endWill();
  if (!mqtt.connect(HOST, PORT)) {
    Serial.println(mqtt.connectError());
    return;
  }
  Serial.println(F("Connected"));
  mqtt.subscribe("/me@example.com/pump/set", 1);
  publishAll();
}

void setup() {
  Serial.begin(9600);
  Ethernet.begin(hardware);
  mqtt.onMessage(onMessage);
}

void loop() {
  static uint32_t tried = 0;
  Ethernet.maintain();
  if (mqtt.connected()) {
    mqtt.poll();
  } else if (tried == 0 || millis() - tried > 5000) {
    tried = millis() | 1;
    connect();
  }
}
