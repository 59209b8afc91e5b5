// Every word the UI shows comes through here. Another language is another file of the type `Catalogue`, chosen here.
import { en } from "./en";

export type Catalogue = typeof en;
export const t: Catalogue = en;
