/**
 * Which mirror this host takes Debian from, out of its own apt sources. Pure.
 *
 * Both spellings are read: one-line (`deb [options] URI suite component…`) and deb822 stanzas.
 */

export interface Mirror {
  readonly uri: string;
  /** Options to repeat in a source of one's own: `trusted=yes`. */
  readonly options: readonly string[];
}

interface Source extends Mirror {
  readonly suites: readonly string[];
  readonly components: readonly string[];
}

export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** The suites of which a mirror of Debian's main archive has at least one. */
const SUITE =
  /^(oldoldstable|oldstable|stable|testing|unstable|experimental|bullseye|bookworm|trixie|forky|duke|sid)$/;

/** The mirror of Debian's main archive that the files name first; `undefined` when they name none. */
export function findMirror(files: readonly SourceFile[]): Mirror | undefined {
  const source = files
    .flatMap(({ name, text }) => (name.endsWith('.sources') ? deb822(text) : oneLine(text)))
    .find(
      ({ uri, suites, components }) =>
        /^(https?|file|copy|mirror\+\w+):/.test(uri) &&
        components.includes('main') &&
        suites.some((suite) => SUITE.test(suite.replace(/-(updates|backports)$/, ''))) &&
        !suites.some((suite) => suite.endsWith('-security')),
    );
  return source && { uri: source.uri, options: source.options };
}

function oneLine(text: string): Source[] {
  return text.split('\n').flatMap((line) => {
    const [, options = '', uri, suite, components = ''] =
      /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line) ?? [];
    if (uri === undefined || suite === undefined) return [];
    const source = { uri, suites: [suite], components: words(components) };
    return [{ ...source, options: words(options).filter((option) => option === 'trusted=yes') }];
  });
}

function deb822(text: string): Source[] {
  const withoutComments = text.replace(/^#.*\n?/gm, '');
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map<string, string>();
    for (const [, name = '', value = ''] of stanza.matchAll(/^([\w-]+):((?:.*(?:\n[ \t].*)*))/gm)) {
      fields.set(name.toLowerCase(), value.trim());
    }
    if (fields.get('enabled') === 'no' || !words(fields.get('types')).includes('deb')) return [];
    const options = fields.get('trusted') === 'yes' ? ['trusted=yes'] : [];
    const suites = words(fields.get('suites'));
    const components = words(fields.get('components'));
    return words(fields.get('uris')).map((uri) => ({ uri, suites, components, options }));
  });
}

function words(text = ''): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
