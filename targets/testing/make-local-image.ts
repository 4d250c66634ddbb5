/**
 * Makes local images from the command line: `node targets/testing/make-local-image.ts valkey@9.1 …`.
 * Prints the name of each.
 */
import { resolveTargets } from '../auto.ts';
import { loadCatalog } from '../catalog-files.ts';
import { installFromDebian } from '../drivers/debian.ts';
import { surveyMachine } from '../survey.ts';
import { makeLocalImage } from './local-image.ts';
import { testSettings } from './settings.ts';

const catalog = await loadCatalog();
// biome-ignore lint/style/noProcessEnv: a program of its own, and not part of what is shipped
const settings = testSettings(process.env);
const machine = await surveyMachine(catalog, settings);
const words = process.argv.slice(2).map((word) => `debian:${word}`);
for (const spec of resolveTargets(words, catalog, machine).specs) {
  const root = await installFromDebian(spec, catalog, settings, {});
  const name = `samewire-local/${spec.product}:${spec.version}`;
  await makeLocalImage(root, name);
  process.stdout.write(`${name}\n`);
}
