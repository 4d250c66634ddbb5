/**
 * What a machine offers to bring targets up with, as plain facts: `survey.ts` finds them out,
 * everything that decides upon them is pure.
 */

/** `why` says what is missing, with the remedy; `undefined` when nothing is. */
export interface Ability {
  readonly why?: string;
}

/** A server program on PATH that told its version. */
export interface Binary {
  readonly product: string;
  readonly version: string;
  readonly path: string;
}

export interface Machine {
  /** As Debian and container images name it: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly binaries: readonly Binary[];
  readonly debian: Ability;
  /** Whether a container daemon answers, and the images that it has already. */
  readonly docker: Ability & { readonly images: readonly string[] };
}

/** Whether the daemon has an image, so that it starts without a download. */
export function hasImage(machine: Machine, image: string): boolean {
  return machine.docker.images.includes(image.includes(':') ? image : `${image}:latest`);
}
