/**
 * The last resort against servers that outlive Samewire: what is still registered when this process
 * exits is removed there and then. Disposing a target is the proper way.
 */
const removals = new Set<() => void>();

/** Registers how to remove a server without waiting for anything; returns how to take that back. */
export function removeAtExit(removal: () => void): () => void {
  if (removals.size === 0) process.on('exit', removeAll);
  removals.add(removal);
  return () => {
    removals.delete(removal);
    if (removals.size === 0) process.off('exit', removeAll);
  };
}

function removeAll(): void {
  for (const removal of removals) removal();
}
