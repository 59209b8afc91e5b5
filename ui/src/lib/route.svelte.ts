// Where the person is, kept in the address: links are links, and the back button works.
export type Route = "home" | "settings";

const read = (): Route => (location.hash === "#/settings" ? "settings" : "home");

let current = $state<Route>(read());
window.addEventListener("hashchange", () => (current = read()));

export const href: Record<Route, string> = { home: "#/", settings: "#/settings" };

export const route = {
  get current(): Route {
    return current;
  },
};

/** Goes to a screen in place of the present one: "back" does not return to what is not there any more. */
export function goInstead(to: Route): void {
  location.replace(href[to]);
}
