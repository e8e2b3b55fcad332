/** Settings of the server for this page. */
export interface Settings {
  /** Whether the server has a GraphQL editor to open queries in. */
  editor: boolean;
  basemap: Basemap | null;
}

/** Raster tiles below the map's layers. */
export interface Basemap {
  /** URL template with {z}, {x} and {y}. */
  tiles: string;
  attribution: string;
}

/** Settings of the server, fetched once before the page is shown; without editor and basemap where that fails. */
export const settings: Settings = await fetch('explorer/settings.json').then(
  (response) => (response.ok ? response.json() : { editor: false, basemap: null }),
  () => ({ editor: false, basemap: null }),
);
