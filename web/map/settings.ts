/** What whoever runs the server has chosen. */
export interface Settings {
  /** Whether there is a GraphQL editor to open queries in. */
  editor: boolean;
  basemap: Basemap | null;
}

/** Raster tiles below the map. */
export interface Basemap {
  /** Address with {z}, {x} and {y}. */
  tiles: string;
  attribution: string;
}

/** Asked for once, before anything is shown. */
export const settings: Settings = await fetch('explorer/settings.json').then(
  (response) => (response.ok ? response.json() : { editor: false, basemap: null }),
  () => ({ editor: false, basemap: null }),
);
