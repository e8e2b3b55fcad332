import { useEffect, useState } from 'preact/hooks';
import { change, fromSearch, type State, toSearch } from './state';

/** The state in the address: a change makes an entry in the history, so that "back" goes back. */
export function useAddress(): [State, (part: Partial<State>) => void] {
  const [state, setState] = useState(() => fromSearch(location.search));
  useEffect(() => {
    const follow = () => setState(fromSearch(location.search));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const set = (part: Partial<State>) => {
    const next = change(fromSearch(location.search), part);
    const address = `${location.pathname}${toSearch(next)}`;
    if (address !== `${location.pathname}${location.search}`) history.pushState(null, '', address);
    setState(next);
  };
  return [state, set];
}
