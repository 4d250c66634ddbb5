#!/usr/bin/env node
// Plain JavaScript that any Node of the last ten years can read, to say what is missing.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `samewire needs Node 22.22 or newer, and this is ${process.versions.node}. ` +
      'In a clone, `npm start` and `npm run samewire --` use the Node that npm installed.\n',
  );
  process.exitCode = 2;
} else {
  import('../dist/harness/cli/main.js').then(
    ({ main }) => main(process.argv),
    (error) => {
      process.stderr.write(
        error.code === 'ERR_MODULE_NOT_FOUND'
          ? 'samewire is not built yet: run `npm run build` first.\n'
          : `${error.stack}\n`,
      );
      process.exitCode = 70;
    },
  );
}
