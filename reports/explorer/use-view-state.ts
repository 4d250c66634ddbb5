import { useCallback, useEffect, useState } from 'preact/hooks';
import { fromHash, toHash, type ViewState } from './view-state.ts';

export type Change = (part: Partial<ViewState>, how?: 'visit' | 'replace') => void;

/**
 * The view state and how to change it. `visit` (opening a cell) is a step that the back button takes
 * back; `replace` (typing into a filter) is not.
 */
export function useViewState(): readonly [ViewState, Change] {
  const [state, setState] = useState(() => fromHash(location.hash));
  useEffect(() => {
    const read = () => setState(fromHash(location.hash));
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);
  const change = useCallback<Change>((part, how = 'replace') => {
    const next = { ...fromHash(location.hash), ...part };
    const url = `#${toHash(next)}`;
    if (how === 'visit') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    setState(next);
  }, []);
  return [state, change];
}
