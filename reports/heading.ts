/** A target's word in the parts that a narrow column stacks: `docker:` / `valkey` / `9.1`. */
export interface Heading {
  /** How it comes up, where the word says so: `docker`. Empty otherwise. */
  readonly via: string;
  readonly product: string;
  /** Empty where the word names no version. */
  readonly version: string;
}

export function heading(name: string): Heading {
  // A URL or a path is one word; nothing in it is ours to split.
  if (name.includes('/')) return { via: '', product: name, version: '' };
  const [, via = '', product = name, version = ''] =
    /^(?:(\w+):)?([^@]+)(?:@(.+))?$/.exec(name) ?? [];
  return { via, product, version };
}
