#!/usr/bin/env bash
# Greenhouse
#
# The device's half of this board: it publishes what the tiles read and obeys what they send.
# Your hardware goes where SENSOR and RELAY stand. It needs mosquitto_pub and mosquitto_sub.
# User name and password come from outside: export MQTT_USERNAME=… MQTT_PASSWORD=…
set -u

host='broker.example'
port=8883
# Seconds from one reading to the next. All is said again each time: so it is there too after the broker was away.
every=10
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

options=(-h "$host" -p "$port" -V 5)
options+=(-u "${MQTT_USERNAME:?set it first}" -P "${MQTT_PASSWORD:?set it first}")
options+=(--cafile "$here/ca.pem")

# ---- What the device measures, and what it is set to ----
water_pump_on=off

# Water pump
set_water_pump() {
    # RELAY: $1 is on or off. Switch it here.
    water_pump_on=$1
    printf '%s is now %s\n' 'Water pump' "$1"
}

# ---- What is published ----
# publish topic payload qos [-r]
publish() {
    mosquitto_pub "${options[@]}" -t "$1" -m "$2" -q "$3" "${@:4}"
}

# word on-or-off its-word-for-on its-word-for-off
word() {
    if [ "$1" = on ]; then printf '%s' "$2"; else printf '%s' "$3"; fi
}

publish_water_pump() {
    publish '/me@example.com/pump/state' "$(word "$water_pump_on" 'ON' 'OFF')" 0 -r
}

publish_all() {
    publish '/me@example.com/pump/online' 'online' 1 -r || return
    publish_water_pump || return
    :
}

# ---- What is obeyed ----

obey() {
    local topic=$1 payload=$2
    if [ "$topic" = '/me@example.com/pump/set' ]; then
        case $payload in
            'ON') set_water_pump on; publish_water_pump ;;
            'OFF') set_water_pump off; publish_water_pump ;;
        esac
    fi
    :
}

# One line for each message: its payload in hexadecimal, its topic. It comes back by itself when the broker was away.
listen() {
    trap 'kill "$sub" 2>/dev/null; exit' TERM
    while :; do
        mosquitto_sub "${options[@]}" -i "greenhouse-device" -k 30 -F '%x %t' \
            --will-topic '/me@example.com/pump/online' --will-payload 'offline' --will-qos 1 --will-retain \
            -t '/me@example.com/pump/set' &
        sub=$!
        wait "$sub"
        sleep 2
    done
}

finish() {
    trap - EXIT
    kill "$listener" 2>/dev/null
    # Gone on purpose: the last will is for other cases.
    publish '/me@example.com/pump/online' 'offline' 1 -r
    exit
}

exec 3< <(listen)
listener=$!
trap finish EXIT INT TERM

last=-$every
while :; do
    if [ $((SECONDS - last)) -ge "$every" ]; then
        last=$SECONDS
        publish_all || echo "The broker is away: again in $every seconds." >&2
    fi
    if IFS= read -r -t 1 -u 3 line; then
        hex=${line%% *}
        printf -v payload '%b' "$(sed 's/../\\x&/g' <<<"$hex")"
        obey "${line#* }" "$payload"
    fi
done
