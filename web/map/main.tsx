import { render } from 'preact';
import { key } from './api';
import { App } from './app';

/**
 * Takes the key from the fragment, which browsers never send to a server, and removes it from the address bar at once.
 */
function takeKey(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given === null) return;
  key.set(given);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
}

takeKey();
render(<App />, document.getElementById('app')!);
