import { useEffect, useState } from 'preact/hooks';
import { change, fromSearch, type State, toSearch } from './state';

/** State of the page in the address; each change is an entry in the history, so that "back" undoes it. */
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
