const DEBIAN_NAMES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  ia32: 'i386',
  arm: 'armhf',
  ppc64: 'ppc64el',
};

/** A processor architecture of Node's, as Debian and container images name it. */
export function debianArchitecture(nodeArchitecture: string): string {
  return DEBIAN_NAMES[nodeArchitecture] ?? nodeArchitecture;
}
