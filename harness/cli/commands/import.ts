/** `samewire suites import`: what others wrote down, as suites. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import {
  type Import,
  importSources,
  type Kind,
  type SuiteFile,
} from '../../import/import-sources.ts';
import { ImportError, type LeftOut, type Source } from '../../import/imported.ts';
import { UsageError } from '../exit-code.ts';
import { prepareFolder, writeFiles } from '../files.ts';
import { paletteFor } from '../palette.ts';

interface ImportFlags {
  readonly from?: Kind;
  readonly out: string;
  readonly group?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .summary('suites from a redis-cli session, or from the cases of resp-compatibility')
    .description(
      'Writes suites from what a redis-cli or telnet session shows, or from the cases of the public\n' +
        'compatibility test suite for Redis (its cts.json). They claim what the source shows, in the\n' +
        'protocol in which it was seen; what no suite can say stays in them as a comment.',
    )
    .argument('<files...>', 'transcripts, or JSON files of cases')
    .addOption(
      new Option('--from <kind>', 'what the files are (default: as they look)').choices([
        'peer',
        'transcript',
      ]),
    )
    .option('-o, --out <folder>', 'where to write, as <group>/<suite>.yaml', 'imported')
    .option('-g, --group <name>', 'the group of every suite (default: by its commands)')
    .option('--force', 'overwrite suites that are there already')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nExit codes:\n  0 imported   2 wrong input: not such a file, or a suite that is there already' +
        '\n\nExample:\n  samewire suites import session.txt --out my-suites\n' +
        '  samewire run my-suites --targets redis@7.0,valkey@9.1',
    )
    .action(run);
}

async function run(paths: string[], flags: ImportFlags): Promise<void> {
  if (flags.group !== undefined && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(flags.group)) {
    throw new UsageError(`${flags.group} cannot name a group`, {
      remedy: 'Use small letters, digits and dashes, e.g. sorted-set.',
    });
  }
  const found = importAll(await Promise.all(paths.map(readSource)), flags);
  if (found.files.length === 0) {
    throw new UsageError(`nothing to import:\n${found.leftOut.map(leftOutText).join('\n')}`);
  }
  if (!flags.force) await refuseToOverwrite(found.files, flags.out);
  const written = await writeAll(found.files, flags.out);
  process.stdout.write(flags.json ? json(found, written) : text(found, written));
}

async function readSource(file: string): Promise<Source> {
  try {
    return { file, text: (await readFile(file, 'utf8')).replace(/^\ufeff/, '') };
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function importAll(sources: readonly Source[], { from, group }: ImportFlags): Import {
  try {
    return importSources(sources, {
      ...(from !== undefined && { from }),
      ...(group !== undefined && { group }),
    });
  } catch (cause) {
    if (!(cause instanceof ImportError)) throw cause;
    throw new UsageError(cause.message, {
      remedy: '`samewire suites import --help` says what can be imported.',
      cause,
    });
  }
}

async function refuseToOverwrite(files: readonly SuiteFile[], out: string): Promise<void> {
  const paths = files.map((file) => pathOf(file, out));
  const there = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  const taken = paths.filter((_, i) => there[i]);
  if (taken.length === 0) return;
  throw new UsageError(`there already: ${taken.join(', ')}`, {
    remedy: 'Nothing was written. Name another folder with --out, or overwrite with --force.',
  });
}

function pathOf({ group, name }: SuiteFile, folder: string): string {
  return join(folder, group, `${name}.yaml`);
}

/** Gives the paths of the files, which are elsewhere when the disk is full. */
async function writeAll(files: readonly SuiteFile[], out: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [group, suites] of Map.groupBy(files, (file) => file.group)) {
    const folder = join(out, group);
    await prepareFolder(folder);
    const named = suites.map(({ name, text: content }) => ({
      name: `${name}.yaml`,
      text: content,
    }));
    const written = await writeFiles(folder, named);
    if (written.instead !== undefined) process.stderr.write(`samewire: ${written.instead}\n`);
    paths.push(...named.map(({ name }) => join(written.folder, name)));
  }
  return paths;
}

function caseCount({ files }: Import): number {
  return files.reduce((sum, file) => sum + file.caseCount, 0);
}

function text(found: Import, written: readonly string[]): string {
  const paint = paletteFor(process.stdout);
  const cases = counted(caseCount(found), 'case');
  const { length } = found.leftOut;
  const left = length === 0 ? 'nothing left out' : `${length} left out`;
  return [
    ...written,
    ...found.leftOut.map((one) => paint.faint(leftOutText(one))),
    `Imported ${cases} into ${counted(written.length, 'suite')}, ${left}.`,
    '',
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

function leftOutText({ file, line, what, why }: LeftOut): string {
  return `${file}:${line}: left out ${what}: ${why}`;
}

function json(found: Import, written: readonly string[]): string {
  const summary = {
    files: written,
    cases: caseCount(found),
    leftOut: found.leftOut.map(({ file, line, what, why }) => ({ file, line, what, why })),
  };
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}
