// Yours. Keep this file out of what you share.
#pragma once

#define WIFI_NAME "your-wifi"
#define WIFI_PASSWORD "your-wifi-password"
