// Greenhouse
//
// The device's half of this board: it publishes what the tiles read and obeys what they send.
// Your hardware goes where SENSOR and RELAY stand. Its login is in secrets.h.
#include <SPI.h>
#include <Ethernet.h>
#include <ArduinoMqttClient.h>
#include "secrets.h"

static const char HOST[] = "192.168.1.4";
static const uint16_t PORT = 1883;
// Each device has a name of its own: two with the same one throw each other out.
static const char CLIENT_ID[] = "greenhouse-device";
// Milliseconds from one reading to the next.
static const uint32_t EVERY = 6000;

// Of this board; on a sticker, or any that no other device here has.
byte hardware[] = {0xDE, 0xAD, 0xBE, 0xEF, 0xFE, 0x01};
EthernetClient network;
MqttClient mqtt(network);

// A text as JSON writes it.
struct Quoted {
  const char* text;
};

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

  Message& operator<<(Quoted it) {
    mqtt.print('"');
    for (const char* text = it.text; *text; text++) {
      if (*text == '"' || *text == '\\') mqtt.print('\\');
      mqtt.print(*text == '\n' ? ' ' : *text);
    }
    mqtt.print('"');
    return *this;
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
  Message message("farm/pump/state", true, 0);
  message << (waterPumpOn ? F("ON") : F("OFF"));
}
void publishVent() {
  Message message("farm/vent", true, 0);
  message << F("{\"level\":") << ventValue << F("}");
}
void publishMode() {
  Message message("farm/mode", true, 0);
  message << F("{\"mode\":") << Quoted{modeText} << F("}");
}
void publishDisplay() {
  Message message("farm/display", true, 0);
  message << displayText;
}
void publishAirTemperature() {
  Message message("farm/climate", false, 0);
  message << F("{\"air\":{\"temp\":") << readAirTemperature() << F(",\"humidity\":") << readHumidity() << F("}}");
}
void publishDoor() {
  Message message("farm/door", false, 0);
  message << (readDoor() ? F("open") : F("closed"));
}
void publishNorth() {
  Message message("farm/soil/1", false, 0);
  message << readNorth();
}
void publishSouth() {
  Message message("farm/soil/2", false, 0);
  message << readSouth();
}

void publishAll() {
  Message("farm/board/online", true, 1) << F("online");
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

void onMessage(int length) {
  char payload[192];
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
  // When the board is lost, the broker says so for it.
  mqtt.beginWill("farm/board/online", true, 1);
  mqtt.print(F("offline"));
  mqtt.endWill();
  if (!mqtt.connect(HOST, PORT)) {
    Serial.println(mqtt.connectError());
    return;
  }
  Serial.println(F("Connected"));
  mqtt.subscribe("farm/pump/set", 1);
  mqtt.subscribe("farm/vent/set", 0);
  mqtt.subscribe("farm/mode/set", 0);
  mqtt.subscribe("farm/display/set", 0);
  mqtt.subscribe("farm/restart", 0);
  mqtt.subscribe("farm/blind", 0);
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
  static uint32_t published = 0;
  if (mqtt.connected() && millis() - published > EVERY) {
    published = millis();
    publishAirTemperature();
    publishDoor();
    publishNorth();
    publishSouth();
  }
}
