// The words of this kind, English. What all tiles say is in lib/text/en/tiles.ts.

export const text = {
  name: "Table",
  description: "A list from a message, as rows and columns.",
  columns: "Columns",
  columnsHelp: "Which fields, in which order: “name = Room, battery.level = Battery”. Empty: all of them.",
  columnsPlaceholder: "All",
  sort: "Sorted by",
  sortHelp: "A field; with a minus before it the largest first. A tap on a column changes it.",
  sortPlaceholder: "As it comes",
  entry: "Name",
  value: "Value",
  yes: "Yes",
  no: "No",
  noRows: "The list is empty",
  notATable: "The message is neither a list nor an object",
  sortBy: (title: string) => `Sort by ${title}`,
  leftRows: (shown: string, all: string) => `${shown} of ${all} rows`,
  leftColumns: (left: string) => `${left} more columns`,
};
