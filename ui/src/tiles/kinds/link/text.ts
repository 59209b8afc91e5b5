// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Link",
  description: "Opens a page in the browser, or another dashboard.",
  to: "Leads to",
  ways: { address: "An address", dashboard: "A dashboard" },
  address: "Address",
  addressHelp: "https://, http://, mailto: or tel:. Without any of them it is taken for https://.",
  dashboard: "Dashboard",
  none: "Choose…",
  noAddress: "No address set up",
  notAnAddress: "Write an address that begins with https://, http://, mailto: or tel:.",
  gone: "This dashboard is gone",
};
