// Yours. Keep this file out of what you share.
#pragma once

#define MQTT_USERNAME "your-user-name"
#define MQTT_PASSWORD "your-password"
