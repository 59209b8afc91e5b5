// What a condition is called and drawn as. Devices and services have three languages for it.
import type { Reading } from "../../../lib/bindings/api";

const ICONS = {
  sunny: "weather-sunny",
  clearNight: "weather-night",
  partlyCloudy: "weather-partly-cloudy",
  cloudy: "weather-cloudy",
  fog: "weather-fog",
  drizzle: "weather-partly-rainy",
  rainy: "weather-rainy",
  pouring: "weather-pouring",
  snowyRainy: "weather-snowy-rainy",
  snowy: "weather-snowy",
  hail: "weather-hail",
  lightning: "weather-lightning",
  lightningRainy: "weather-lightning-rainy",
  windy: "weather-windy",
  exceptional: "alert-outline",
} as const;

export type Sky = keyof typeof ICONS;

/** Of Home Assistant's weather entity (developers.home-assistant.io, "Recommended values for state and condition"), of OpenWeather's "main",
 *  and what stations say beside them; without what stands between their words. */
const WORDS: Record<string, Sky> = {
  clear: "sunny",
  clearsky: "sunny",
  sunny: "sunny",
  clearnight: "clearNight",
  partlycloudy: "partlyCloudy",
  partlysunny: "partlyCloudy",
  fewclouds: "partlyCloudy",
  cloudy: "cloudy",
  clouds: "cloudy",
  overcast: "cloudy",
  fog: "fog",
  foggy: "fog",
  mist: "fog",
  haze: "fog",
  smoke: "fog",
  drizzle: "drizzle",
  rain: "rainy",
  rainy: "rainy",
  pouring: "pouring",
  heavyrain: "pouring",
  snow: "snowy",
  snowy: "snowy",
  sleet: "snowyRainy",
  snowyrainy: "snowyRainy",
  hail: "hail",
  lightning: "lightning",
  thunderstorm: "lightning",
  lightningrainy: "lightningRainy",
  wind: "windy",
  windy: "windy",
  windyvariant: "windy",
  squall: "windy",
  tornado: "exceptional",
  exceptional: "exceptional",
};

/** From this number on, of WMO's code table 4677 as Open-Meteo uses it. */
const WMO: [number, Sky][] = [
  [0, "sunny"],
  [1, "partlyCloudy"],
  [3, "cloudy"],
  [4, "fog"],
  [50, "drizzle"],
  [56, "snowyRainy"],
  [58, "drizzle"],
  [60, "rainy"],
  [65, "pouring"],
  [66, "snowyRainy"],
  [70, "snowy"],
  [80, "rainy"],
  [82, "pouring"],
  [83, "snowyRainy"],
  [85, "snowy"],
  [87, "hail"],
  [91, "lightningRainy"],
];

/** From this number on, of OpenWeather's "Weather condition codes". */
const OPEN_WEATHER: [number, Sky][] = [
  [200, "lightningRainy"],
  [210, "lightning"],
  [230, "lightningRainy"],
  [300, "drizzle"],
  [500, "rainy"],
  [502, "pouring"],
  [511, "snowyRainy"],
  [520, "rainy"],
  [522, "pouring"],
  [600, "snowy"],
  [611, "snowyRainy"],
  [620, "snowy"],
  [701, "fog"],
  [771, "windy"],
  [781, "exceptional"],
  [800, "sunny"],
  [801, "partlyCloudy"],
  [803, "cloudy"],
];

const from = (table: [number, Sky][], code: number): Sky | undefined => table.findLast(([first]) => code >= first)?.[1];

/** Undefined: it says something else, which is shown as it is. */
export function skyOf(reading: Reading | undefined): Sky | undefined {
  const value = reading?.value;
  if (value?.type === "number") {
    const code = value.value;
    if (!Number.isInteger(code) || code < 0) return undefined;
    if (code <= 99) return from(WMO, code);
    return code >= 200 && code <= 804 ? from(OPEN_WEATHER, code) : undefined;
  }
  if (value?.type !== "text") return undefined;
  const word = value.value.toLowerCase().replace(/[\s_-]/g, "");
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

export const iconOf = (sky: Sky): string => ICONS[sky];
