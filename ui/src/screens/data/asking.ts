/** What has to be confirmed before it is done. */
export interface Asking {
  title: string;
  body: string;
  confirm: string;
  run: () => Promise<void>;
  /** Confirmed or not, it is decided. */
  settle?: () => void;
}

/** Runs what the engine may refuse; the screen says so. */
export type Doing = (run: () => Promise<void>) => Promise<void>;
