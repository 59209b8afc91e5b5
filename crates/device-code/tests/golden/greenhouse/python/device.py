#!/usr/bin/env python3
# Greenhouse
#
# The device's half of this board: it publishes what the tiles read and obeys what they send.
# Your hardware goes where SENSOR and RELAY stand. It needs paho-mqtt 2: pip install "paho-mqtt>=2,<3"
import json
import math
import os
import signal
import sys
import time

import paho.mqtt.client as mqtt

HOST = "192.168.1.4"
PORT = 1883
# Each device has a name of its own: two with the same one throw each other out.
CLIENT_ID = "greenhouse-device"
# Seconds from one reading to the next.
EVERY = 6

# Where the device says that it is there. When it is lost, the broker says that it is not.
AVAILABILITY = "farm/board/online"
ONLINE = "online"
OFFLINE = "offline"


# ---- What the device measures, and what it is set to ----
water_pump_on = False
vent_value = 0.0
mode_text = "auto"
display_text = "hello"


def set_water_pump(value):
    """Water pump"""
    global water_pump_on
    # RELAY: switch it on for True and off for False.
    water_pump_on = value
    print("Water pump", "is now", value)


def set_vent(value):
    """Vent"""
    global vent_value
    # RELAY: set it to this number.
    vent_value = value
    print("Vent", "is now", value)


def set_mode(value):
    """Mode"""
    global mode_text
    # RELAY: set it to this text.
    mode_text = value
    print("Mode", "is now", value)


def set_display(value):
    """Display"""
    global display_text
    # RELAY: set it to this text.
    display_text = value
    print("Display", "is now", value)


def read_air_temperature():
    """Air temperature, in °C"""
    # SENSOR: read it here.
    return 21.5


def read_humidity():
    """Humidity, in %"""
    # SENSOR: read it here.
    return 21.5


def read_door():
    """Door"""
    # SENSOR: read it here.
    return True


def read_north():
    """North, in %"""
    # SENSOR: read it here.
    return 21.5


def read_south():
    """South, in %"""
    # SENSOR: read it here.
    return 21.5


def press_restart():
    """Restart"""
    # RELAY: do it here.
    print("Restart")


def press_blind_up():
    """Blind Up"""
    # RELAY: do it here.
    print("Blind Up")


def press_blind_down():
    """Blind Down"""
    # RELAY: do it here.
    print("Blind Down")


# ---- What is published ----


def publish_water_pump(client):
    payload = ("ON" if water_pump_on else "OFF")
    client.publish("farm/pump/state", payload, qos=0, retain=True)


def publish_vent(client):
    payload = "{\"level\":" + format(vent_value, ".10g") + "}"
    client.publish("farm/vent", payload, qos=0, retain=True)


def publish_mode(client):
    payload = "{\"mode\":" + json.dumps(mode_text) + "}"
    client.publish("farm/mode", payload, qos=0, retain=True)


def publish_display(client):
    payload = display_text
    client.publish("farm/display", payload, qos=0, retain=True)


def publish_air_temperature(client):
    payload = "{\"air\":{\"temp\":" + format(read_air_temperature(), ".10g") + ",\"humidity\":" + format(read_humidity(), ".10g") + "}}"
    client.publish("farm/climate", payload, qos=0, retain=False)


def publish_door(client):
    payload = ("open" if read_door() else "closed")
    client.publish("farm/door", payload, qos=0, retain=False)


def publish_north(client):
    payload = format(read_north(), ".10g")
    client.publish("farm/soil/1", payload, qos=0, retain=False)


def publish_south(client):
    payload = format(read_south(), ".10g")
    client.publish("farm/soil/2", payload, qos=0, retain=False)


# ---- What is obeyed ----


def between(payload, before, after):
    """What stands between the two, or None: then it is for somebody else."""
    if len(payload) < len(before) + len(after) or not (payload.startswith(before) and payload.endswith(after)):
        return None
    return payload[len(before) : len(payload) - len(after)]


def number(text):
    """The number of this text, or None."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def on_message(client, userdata, message):
    payload = message.payload.decode("utf-8", "replace")
    if message.topic == "farm/pump/set":
        if payload in ("ON", "OFF"):
            set_water_pump(payload == "ON")
            publish_water_pump(client)
    if message.topic == "farm/vent/set":
        value = number(between(payload, "{\"level\": ", "}"))
        if value is not None:
            set_vent(value)
            publish_vent(client)
    if message.topic == "farm/mode/set":
        set_mode(payload)
        publish_mode(client)
    if message.topic == "farm/display/set":
        set_display(payload)
        publish_display(client)
    if message.topic == "farm/restart":
        if payload == "now":
            press_restart()
    if message.topic == "farm/blind":
        if payload == "up":
            press_blind_up()
        if payload == "down":
            press_blind_down()


def on_connect(client, userdata, flags, reason_code, properties):
    if reason_code.is_failure:
        print("The broker said no:", reason_code)
        return
    print("Connected to", HOST)
    # Here, so that it is asked for again after each reconnect.
    client.subscribe([("farm/pump/set", 1), ("farm/vent/set", 0), ("farm/mode/set", 0), ("farm/display/set", 0), ("farm/restart", 0), ("farm/blind", 0)])
    say_presence(client, True)
    publish_water_pump(client)
    publish_vent(client)
    publish_mode(client)
    publish_display(client)
    publish_air_temperature(client)
    publish_door(client)
    publish_north(client)
    publish_south(client)


def say_presence(client, online):
    client.publish("farm/board/online", "online" if online else "offline", qos=1, retain=True)


def main():
    client = mqtt.Client(
        mqtt.CallbackAPIVersion.VERSION2,
        client_id=CLIENT_ID,
        protocol=mqtt.MQTTv311,
    )
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
            time.sleep(EVERY)
            if client.is_connected():
                publish_air_temperature(client)
                publish_door(client)
                publish_north(client)
                publish_south(client)
    except KeyboardInterrupt:
        pass
    finally:
        # Gone on purpose: the last will is for other cases.
        say_presence(client, False)
        client.disconnect()
        client.loop_stop()


if __name__ == "__main__":
    main()
