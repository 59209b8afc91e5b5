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
#include "secrets.h"

static const char HOST[] = "192.168.1.4";
static const uint16_t PORT = 1883;
// Each device has a name of its own: two with the same one throw each other out.
static const char CLIENT_ID[] = "greenhouse-device";
// Milliseconds from one reading to the next.
static const uint32_t EVERY = 6000;

#if defined(ESP8266)
espMqttClient mqtt;
#else
espMqttClient mqtt(espMqttClientTypes::UseInternalTask::NO);
#endif

// A text as JSON writes it.
struct Quoted {
  const char* text;
};

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

  Message& operator<<(Quoted it) {
    put('"');
    for (const char* text = it.text; *text; text++) {
      if (*text == '"' || *text == '\\') put('\\');
      put(*text == '\n' ? ' ' : *text);
    }
    put('"');
    return *this;
  }

 private:
  char _text[192] = "";
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
double ventValue = 0.0;
char modeText[64] = "auto";
char displayText[64] = "hello";

// Water pump
void setWaterPump(bool on) {
  // RELAY: switch it, for example with digitalWrite(PIN, on ? HIGH : LOW).
  waterPumpOn = on;
}

// Vent
void setVent(double value) {
  // RELAY: set it to this number.
  ventValue = value;
}

// Mode
void setMode(const char* text) {
  // RELAY: set it to this text.
  snprintf(modeText, sizeof modeText, "%s", text);
}

// Display
void setDisplay(const char* text) {
  // RELAY: set it to this text.
  snprintf(displayText, sizeof displayText, "%s", text);
}

// Air temperature, in °C
double readAirTemperature() {
  // SENSOR: read it here.
  return 21.5;
}

// Humidity, in %
double readHumidity() {
  // SENSOR: read it here.
  return 21.5;
}

// Door
bool readDoor() {
  // SENSOR: read it here.
  return true;
}

// North, in %
double readNorth() {
  // SENSOR: read it here.
  return 21.5;
}

// South, in %
double readSouth() {
  // SENSOR: read it here.
  return 21.5;
}

// Restart
void pressRestart() {
  // RELAY: do it here.
}

// Blind Up
void pressBlindUp() {
  // RELAY: do it here.
}

// Blind Down
void pressBlindDown() {
  // RELAY: do it here.
}

// ---- What is published ----
void publishWaterPump() {
  Message message;
  message << (waterPumpOn ? "ON" : "OFF");
  mqtt.publish("farm/pump/state", 0, true, message.text());
}
void publishVent() {
  Message message;
  message << "{\"level\":" << ventValue << "}";
  mqtt.publish("farm/vent", 0, true, message.text());
}
void publishMode() {
  Message message;
  message << "{\"mode\":" << Quoted{modeText} << "}";
  mqtt.publish("farm/mode", 0, true, message.text());
}
void publishDisplay() {
  Message message;
  message << displayText;
  mqtt.publish("farm/display", 0, true, message.text());
}
void publishAirTemperature() {
  Message message;
  message << "{\"air\":{\"temp\":" << readAirTemperature() << ",\"humidity\":" << readHumidity() << "}}";
  mqtt.publish("farm/climate", 0, false, message.text());
}
void publishDoor() {
  Message message;
  message << (readDoor() ? "open" : "closed");
  mqtt.publish("farm/door", 0, false, message.text());
}
void publishNorth() {
  Message message;
  message << readNorth();
  mqtt.publish("farm/soil/1", 0, false, message.text());
}
void publishSouth() {
  Message message;
  message << readSouth();
  mqtt.publish("farm/soil/2", 0, false, message.text());
}

void publishAll() {
  mqtt.publish("farm/board/online", 1, true, "online");
  publishWaterPump();
  publishVent();
  publishMode();
  publishDisplay();
  publishAirTemperature();
  publishDoor();
  publishNorth();
  publishSouth();
}

// ---- What is obeyed ----
// What stands between the two goes to value; false: it is for somebody else.
bool between(const char* payload, const char* before, const char* after, char* value, size_t room) {
  size_t all = strlen(payload), first = strlen(before), last = strlen(after);
  if (all < first + last || strncmp(payload, before, first) != 0) return false;
  if (strcmp(payload + all - last, after) != 0) return false;
  size_t length = all - first - last;
  if (length >= room) return false;
  memcpy(value, payload + first, length);
  value[length] = 0;
  return true;
}

void obey(const char* topic, const char* payload) {
  if (strcmp(topic, "farm/pump/set") == 0) {
    if (strcmp(payload, "ON") == 0 || strcmp(payload, "OFF") == 0) {
      setWaterPump(strcmp(payload, "ON") == 0);
      publishWaterPump();
    }
  }
  if (strcmp(topic, "farm/vent/set") == 0) {
    char heard_vent[64];
    if (between(payload, "{\"level\": ", "}", heard_vent, sizeof heard_vent)) {
      char* end;
      double number = strtod(heard_vent, &end);
      if (end == heard_vent || *end != 0 || !isfinite(number)) return;
      setVent(number);
      publishVent();
    }
  }
  if (strcmp(topic, "farm/mode/set") == 0) {
    char heard_mode[64];
    if (between(payload, "", "", heard_mode, sizeof heard_mode)) {
      setMode(heard_mode);
      publishMode();
    }
  }
  if (strcmp(topic, "farm/display/set") == 0) {
    char heard_display[64];
    if (between(payload, "", "", heard_display, sizeof heard_display)) {
      setDisplay(heard_display);
      publishDisplay();
    }
  }
  if (strcmp(topic, "farm/restart") == 0) {
    if (strcmp(payload, "now") == 0) pressRestart();
  }
  if (strcmp(topic, "farm/blind") == 0) {
    if (strcmp(payload, "up") == 0) pressBlindUp();
    if (strcmp(payload, "down") == 0) pressBlindDown();
  }
}

void onMessage(const espMqttClientTypes::MessageProperties& properties, const char* topic, const uint8_t* payload,
               size_t length, size_t index, size_t total) {
  char text[192];
  // What comes in pieces is longer than anything a tile sends.
  if (index != 0 || length != total || length >= sizeof text) return;
  memcpy(text, payload, length);
  text[length] = 0;
  obey(topic, text);
}

void onConnect(bool) {
  Serial.println("Connected");
  mqtt.subscribe("farm/pump/set", 1);
  mqtt.subscribe("farm/vent/set", 0);
  mqtt.subscribe("farm/mode/set", 0);
  mqtt.subscribe("farm/display/set", 0);
  mqtt.subscribe("farm/restart", 0);
  mqtt.subscribe("farm/blind", 0);
  publishAll();
}

void setup() {
  Serial.begin(115200);
  WiFi.mode(WIFI_STA);
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
  mqtt.setServer(HOST, PORT);
  mqtt.setClientId(CLIENT_ID);
  mqtt.setKeepAlive(30);
  // When the board is lost, the broker says so for it.
  mqtt.setWill("farm/board/online", 1, true, "offline");
  mqtt.onConnect(onConnect);
  mqtt.onMessage(onMessage);
}

void loop() {
  static uint32_t tried = 0;
  mqtt.loop();
  if (WiFi.status() != WL_CONNECTED) return;
  // Wi-Fi comes back by itself; the broker is asked for again every five seconds.
  if (mqtt.disconnected() && (tried == 0 || millis() - tried > 5000)) {
    tried = millis() | 1;
    mqtt.connect();
  }
  static uint32_t published = 0;
  if (mqtt.connected() && millis() - published > EVERY) {
    published = millis();
    publishAirTemperature();
    publishDoor();
    publishNorth();
    publishSouth();
  }
}
