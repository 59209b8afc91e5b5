#!/usr/bin/env python3
# Greenhouse
#
# The device's half of this board: it publishes what the tiles read and obeys what they send.
# Your hardware goes where SENSOR and RELAY stand. It needs paho-mqtt 2: pip install "paho-mqtt>=2,<3"
# User name and password come from outside: export MQTT_USERNAME=… MQTT_PASSWORD=…
import os
import pathlib
import signal
import sys
import time

import paho.mqtt.client as mqtt

HOST = "broker.example"
PORT = 8883
# Each device has a name of its own: two with the same one throw each other out.
CLIENT_ID = "greenhouse-device"

# Where the device says that it is there. When it is lost, the broker says that it is not.
AVAILABILITY = "/me@example.com/pump/online"
ONLINE = "online"
OFFLINE = "offline"


# ---- What the device measures, and what it is set to ----
water_pump_on = False


def set_water_pump(value):
    """Water pump"""
    global water_pump_on
    # RELAY: switch it on for True and off for False.
    water_pump_on = value
    print("Water pump", "is now", value)


# ---- What is published ----


def publish_water_pump(client):
    payload = ("ON" if water_pump_on else "OFF")
    client.publish("/me@example.com/pump/state", payload, qos=0, retain=True)


# ---- What is obeyed ----


def on_message(client, userdata, message):
    payload = message.payload.decode("utf-8", "replace")
    if message.topic == "/me@example.com/pump/set":
        if payload in ("ON", "OFF"):
            set_water_pump(payload == "ON")
            publish_water_pump(client)


def on_connect(client, userdata, flags, reason_code, properties):
    if reason_code.is_failure:
        print("The broker said no:", reason_code)
        return
    print("Connected to", HOST)
    # Here, so that it is asked for again after each reconnect.
    client.subscribe([("/me@example.com/pump/set", 1)])
    say_presence(client, True)
    publish_water_pump(client)


def say_presence(client, online):
    client.publish("/me@example.com/pump/online", "online" if online else "offline", qos=1, retain=True)


def main():
    client = mqtt.Client(
        mqtt.CallbackAPIVersion.VERSION2,
        client_id=CLIENT_ID,
        protocol=mqtt.MQTTv5,
    )
    if "MQTT_USERNAME" not in os.environ:
        sys.exit("Set MQTT_USERNAME and MQTT_PASSWORD first.")
    client.username_pw_set(os.environ["MQTT_USERNAME"], os.environ.get("MQTT_PASSWORD"))
    here = pathlib.Path(__file__).parent
    client.tls_set(ca_certs=str(here / "ca.pem"))
    client.will_set(AVAILABILITY, OFFLINE, qos=1, retain=True)
    client.on_connect = on_connect
    client.on_message = on_message
    client.on_disconnect = lambda client, userdata, flags, reason_code, properties: print("Disconnected:", reason_code)
    client.reconnect_delay_set(min_delay=1, max_delay=30)
    client.connect_async(HOST, PORT, keepalive=30)
    client.loop_start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        while True:
            time.sleep(60)
    except KeyboardInterrupt:
        pass
    finally:
        # Gone on purpose: the last will is for other cases.
        say_presence(client, False)
        client.disconnect()
        client.loop_stop()


if __name__ == "__main__":
    main()
