/** Settings → About → Third-party notices. */
export const thirdParty = {
  title: "Third-party notices",
  open: "Third-party notices",
  openHint: "Whose work is in Tilework, and under which licences",
  lead: (count: string) => `Tilework is built on the work of many: ${count} programs and fonts. Thank you.`,
  search: "Search",
  none: "Nothing has this name or licence.",
  noText: "It brings no text of its own; its licence is the one named above.",
  missing: "The list is not here",
  missingHint: "This copy was built without it. `cargo xtask notices` writes it.",
};
