/** The spans of time that are offered, in seconds: a quarter of an hour to a year. */
export const SPANS = [900, 3_600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000] as const;
