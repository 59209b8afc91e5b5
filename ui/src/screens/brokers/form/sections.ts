// Which part of the form shows the problem of which path.
export const SECTIONS = {
  encryption: /^(tls|identity)(\.|$)/,
  addresses: /^endpoints(\.[1-9]\d*\.\w+)?$/,
  advanced:
    /^(topicPrefix|keepAliveSeconds|sessionExpirySeconds|packetLimit|birth|lastWill|userProperties|headers)(\.|$)/,
};

const MAIN = /^(name|username|password|clientId|endpoints\.0\.(host|port|path))$/;

/** What has no place in the form, and must be said all the same. */
export function loose(problems: Record<string, string>): string[] {
  const placed = [MAIN, ...Object.values(SECTIONS)];
  return Object.entries(problems)
    .filter(([path]) => !placed.some((paths) => paths.test(path)))
    .map(([, words]) => words);
}
