/** What the command line decides for all drivers; nothing below it reads the environment. */
export interface DriverSettings {
  /** The folders of PATH, where server programs and the tools of drivers are looked for. */
  readonly path: readonly string[];
  /** Where downloaded servers are kept between runs: `samewire/` in the user's cache folder. */
  readonly cacheDir: string;
  /** Where servers get a folder each for the time they run. */
  readonly tempDir: string;
  /** Overrides the mirror that the host's own Debian sources name. */
  readonly debianMirror?: string;
  /** DOCKER_HOST, where it is set. */
  readonly dockerHost?: string;
  readonly endpoint?: EndpointSettings;
}

export interface EndpointSettings {
  /** Use a database that has keys in it already. */
  readonly allowNonEmpty?: boolean;
  /** Run cases that touch more than the database of the URL. */
  readonly allowServerWide?: boolean;
  /** PEM text of the authority that signed a `rediss://` server's certificate. */
  readonly ca?: string;
}
