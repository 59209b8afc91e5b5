// Yours. Keep this file out of what you share.
#pragma once

#define WIFI_NAME "your-wifi"
#define WIFI_PASSWORD "your-wifi-password"
#define MQTT_USERNAME "your-user-name"
#define MQTT_PASSWORD "your-password"
