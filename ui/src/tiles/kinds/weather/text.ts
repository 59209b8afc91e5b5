// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.
import type { Sky } from "./sky";

const parts = { condition: "Condition", humidity: "Humidity", wind: "Wind" };

export const text = {
  name: "Weather",
  description: "Temperature, sky, humidity and wind, of a station or a forecast.",
  topicHelp: "The temperature comes here. + and # stand for one or all further levels.",
  parts,
  /** "Humidity topic". */
  of: (part: keyof typeof parts, base: string) =>
    `${parts[part]} ${base === "QoS" ? base : `${base.charAt(0).toLowerCase()}${base.slice(1)}`}`,
  partHelp: "Optional. Empty, with a template: the topic of the temperature.",
  conditionHelp:
    "Optional. A word like rainy, or a number of WMO or OpenWeather. Empty, with a template: the topic of the temperature.",
  percent: "%",
  said: (part: string, value: string) => `${part} ${value}`,
  skies: {
    sunny: "Sunny",
    clearNight: "Clear",
    partlyCloudy: "Partly cloudy",
    cloudy: "Cloudy",
    fog: "Fog",
    drizzle: "Drizzle",
    rainy: "Rain",
    pouring: "Heavy rain",
    snowyRainy: "Sleet",
    snowy: "Snow",
    hail: "Hail",
    lightning: "Thunderstorm",
    lightningRainy: "Thunderstorm with rain",
    windy: "Windy",
    exceptional: "Extreme weather",
  } satisfies Record<Sky, string>,
};
