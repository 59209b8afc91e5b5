// Where a link may lead: the web, a mailbox, a telephone. core::kind::check says the same, and so does the shell.

const SCHEMES = ["https://", "http://", "mailto:", "tel:"];
const LONGEST = 2_000;

export function isAddress(text: string): boolean {
  const lower = text.toLowerCase();
  const leads = SCHEMES.some((scheme) => lower.startsWith(scheme) && text.length > scheme.length);
  return leads && text.length <= LONGEST && !/[\s\p{Cc}]/u.test(text) && URL.canParse(text);
}

/** "example.org" is how people write it. What has a scheme of its own, or is no name of a host, stays as it is. */
export function completed(typed: string): string {
  const text = typed.trim();
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([:/?#].*)?$/u.test(text) ? `https://${text}` : text;
}

/** What of an address tells people where it leads. */
export function shownAs(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return protocol === "mailto:" || protocol === "tel:" ? decoded(pathname) : host;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
