#!/usr/bin/env bash
# Greenhouse
#
# The device's half of this board: it publishes what the tiles read and obeys what they send.
# Your hardware goes where SENSOR and RELAY stand. It needs mosquitto_pub and mosquitto_sub.
set -u

host='192.168.1.4'
port=1883
# Seconds from one reading to the next. All is said again each time: so it is there too after the broker was away.
every=6
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

options=(-h "$host" -p "$port" -V 311)

# ---- What the device measures, and what it is set to ----
water_pump_on=off
vent_value=0.0
mode_text='auto'
display_text='hello'

# Water pump
set_water_pump() {
    # RELAY: $1 is on or off. Switch it here.
    water_pump_on=$1
    printf '%s is now %s\n' 'Water pump' "$1"
}

# Vent
set_vent() {
    # RELAY: $1 is the number. Switch it here.
    vent_value=$1
    printf '%s is now %s\n' 'Vent' "$1"
}

# Mode
set_mode() {
    # RELAY: $1 is the text. Switch it here.
    mode_text=$1
    printf '%s is now %s\n' 'Mode' "$1"
}

# Display
set_display() {
    # RELAY: $1 is the text. Switch it here.
    display_text=$1
    printf '%s is now %s\n' 'Display' "$1"
}

# Air temperature, in °C
read_air_temperature() {
    # SENSOR: print what it measures.
    printf '%s' 21.5
}

# Humidity, in %
read_humidity() {
    # SENSOR: print what it measures.
    printf '%s' 21.5
}

# Door
read_door() {
    # SENSOR: print what it measures.
    printf '%s' on
}

# North, in %
read_north() {
    # SENSOR: print what it measures.
    printf '%s' 21.5
}

# South, in %
read_south() {
    # SENSOR: print what it measures.
    printf '%s' 21.5
}

# Restart
press_restart() {
    # RELAY: do it here.
    printf '%s\n' 'Restart'
}

# Blind Up
press_blind_up() {
    # RELAY: do it here.
    printf '%s\n' 'Blind Up'
}

# Blind Down
press_blind_down() {
    # RELAY: do it here.
    printf '%s\n' 'Blind Down'
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

json_text() {
    local text=${1//\\/\\\\}
    text=${text//\"/\\\"}
    printf '"%s"' "${text//$'\n'/\\n}"
}

publish_water_pump() {
    publish 'farm/pump/state' "$(word "$water_pump_on" 'ON' 'OFF')" 0 -r
}

publish_vent() {
    publish 'farm/vent' '{"level":'"$vent_value"'}' 0 -r
}

publish_mode() {
    publish 'farm/mode' '{"mode":'"$(json_text "$mode_text")"'}' 0 -r
}

publish_display() {
    publish 'farm/display' "$display_text" 0 -r
}

publish_air_temperature() {
    publish 'farm/climate' '{"air":{"temp":'"$(read_air_temperature)"',"humidity":'"$(read_humidity)"'}}' 0
}

publish_door() {
    publish 'farm/door' "$(word "$(read_door)" 'open' 'closed')" 0
}

publish_north() {
    publish 'farm/soil/1' "$(read_north)" 0
}

publish_south() {
    publish 'farm/soil/2' "$(read_south)" 0
}

publish_all() {
    publish 'farm/board/online' 'online' 1 -r || return
    publish_water_pump || return
    publish_vent || return
    publish_mode || return
    publish_display || return
    publish_air_temperature || return
    publish_door || return
    publish_north || return
    publish_south || return
    :
}

# ---- What is obeyed ----
# between before after: what stands between the two in $payload goes to $value.
between() {
    case $payload in "$1"*"$2") ;; *) return 1 ;; esac
    [ "${#payload}" -ge $((${#1} + ${#2})) ] || return 1
    value=${payload#"$1"}
    value=${value%"$2"}
}

obey() {
    local topic=$1 payload=$2 value
    if [ "$topic" = 'farm/pump/set' ]; then
        case $payload in
            'ON') set_water_pump on; publish_water_pump ;;
            'OFF') set_water_pump off; publish_water_pump ;;
        esac
    fi
    if [ "$topic" = 'farm/vent/set' ]; then
        if between '{"level": ' '}' && [[ $value =~ ^-?[0-9]+([.][0-9]+)?$ ]]; then
            set_vent "$value"; publish_vent
        fi
    fi
    if [ "$topic" = 'farm/mode/set' ]; then
        if between '' ''; then
            set_mode "$value"; publish_mode
        fi
    fi
    if [ "$topic" = 'farm/display/set' ]; then
        if between '' ''; then
            set_display "$value"; publish_display
        fi
    fi
    if [ "$topic" = 'farm/restart' ]; then
        if [ "$payload" = 'now' ]; then press_restart; fi
    fi
    if [ "$topic" = 'farm/blind' ]; then
        if [ "$payload" = 'up' ]; then press_blind_up; fi
        if [ "$payload" = 'down' ]; then press_blind_down; fi
    fi
    :
}

# One line for each message: its payload in hexadecimal, its topic. It comes back by itself when the broker was away.
listen() {
    trap 'kill "$sub" 2>/dev/null; exit' TERM
    while :; do
        mosquitto_sub "${options[@]}" -i "greenhouse-device" -k 30 -F '%x %t' \
            --will-topic 'farm/board/online' --will-payload 'offline' --will-qos 1 --will-retain \
            -t 'farm/pump/set' \
            -t 'farm/vent/set' \
            -t 'farm/mode/set' \
            -t 'farm/display/set' \
            -t 'farm/restart' \
            -t 'farm/blind' &
        sub=$!
        wait "$sub"
        sleep 2
    done
}

finish() {
    trap - EXIT
    kill "$listener" 2>/dev/null
    # Gone on purpose: the last will is for other cases.
    publish 'farm/board/online' 'offline' 1 -r
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
