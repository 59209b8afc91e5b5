// Greenhouse
//
// The device's half of this board: it publishes what the tiles read and obeys what they send.
// Your hardware goes where SENSOR and RELAY stand. Wi-Fi and login are in secrets.h.
#if defined(ESP8266)
#include <ESP8266WiFi.h>
#else
#include <WiFi.h>
#endif
#include <espMqttClient.h>
#include <time.h>
#include "ca.h"
#include "secrets.h"

static const char HOST[] = "broker.example";
static const uint16_t PORT = 8883;
// Each device has a name of its own: two with the same one throw each other out.
static const char CLIENT_ID[] = "greenhouse-device";

#if defined(ESP8266)
espMqttClientSecure mqtt;
BearSSL::X509List authority(CA);
#else
espMqttClientSecure mqtt(espMqttClientTypes::UseInternalTask::NO);
#endif

// A message, put together piece by piece. What finds no room is left out.
class Message {
 public:
  const char* text() const { return _text; }

  Message& operator<<(const char* text) {
    while (*text) put(*text++);
    return *this;
  }

  Message& operator<<(double number) {
    char text[24];
    snprintf(text, sizeof text, "%.10g", number);
    return *this << text;
  }

 private:
  char _text[128] = "";
  size_t _length = 0;

  void put(char letter) {
    if (_length + 1 < sizeof _text) {
      _text[_length++] = letter;
      _text[_length] = 0;
    }
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
  Message message;
  message << (waterPumpOn ? "ON" : "OFF");
  mqtt.publish("/me@example.com/pump/state", 0, true, message.text());
}

void publishAll() {
  mqtt.publish("/me@example.com/pump/online", 1, true, "online");
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

void onMessage(const espMqttClientTypes::MessageProperties& properties, const char* topic, const uint8_t* payload,
               size_t length, size_t index, size_t total) {
  char text[128];
  // What comes in pieces is longer than anything a tile sends.
  if (index != 0 || length != total || length >= sizeof text) return;
  memcpy(text, payload, length);
  text[length] = 0;
  obey(topic, text);
}

void onConnect(bool) {
  Serial.println("Connected");
  mqtt.subscribe("/me@example.com/pump/set", 1);
  publishAll();
}

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
  // A certificate is good for a time: the board must know what time it is.
  configTime(0, 0, "pool.ntp.org");
#if defined(ESP8266)
  mqtt.setTrustAnchors(&authority);
#else
  mqtt.setCACert(CA);
#endif
  mqtt.setServer(HOST, PORT);
  mqtt.setClientId(CLIENT_ID);
  mqtt.setKeepAlive(30);
  mqtt.setCredentials(MQTT_USERNAME, MQTT_PASSWORD);
  // When the board is lost, the broker says so for it.
  mqtt.setWill("/me@example.com/pump/online", 1, true, "offline");
  mqtt.onConnect(onConnect);
  mqtt.onMessage(onMessage);
}

void loop() {
  static uint32_t tried = 0;
  mqtt.loop();
  if (WiFi.status() != WL_CONNECTED) return;
  if (time(nullptr) < 1600000000) return;
  // Wi-Fi comes back by itself; the broker is asked for again every five seconds.
  if (mqtt.disconnected() && (tried == 0 || millis() - tried > 5000)) {
    tried = millis() | 1;
    mqtt.connect();
  }
}
