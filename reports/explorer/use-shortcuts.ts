import { useEffect } from 'preact/hooks';
import type { Change } from './use-view-state.ts';
import type { ViewState } from './view-state.ts';

/** `/` goes to the filter, Escape closes what is open. */
export function useShortcuts({ opened }: ViewState, change: Change): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement;
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        document.getElementById('filter')?.focus();
      }
      if (event.key === 'Escape' && opened !== undefined) close(change);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [opened, change]);
}

/** Closes the panel; the page without it is a place of its own in the history. */
export function close(change: Change): void {
  change({ opened: undefined }, 'visit');
}
