/** What an address may name, at the beginning of "… is not there any more". */
export const places = {
  dashboard: "This dashboard",
  tile: "This tile",
  kind: (kind: string) => `A tile of the kind “${kind}”`,
  broker: "This broker",
  device: "This device",
  form: "A form for this broker",
  offer: "This link’s broker",
  series: "This series",
  reader: "A tile that reads this series",
};
