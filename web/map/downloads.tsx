import type { Figures } from '../figures/table';
import { csv } from './csv';

/** Downloads a file in the browser. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Features as GeoJSON, for GIS programs. */
export function geoJson(features: unknown): Blob {
  return new Blob([JSON.stringify(features)], { type: 'application/geo+json' });
}

const saveCsv = (figures: Figures) =>
  download(`${figures.name}.csv`, new Blob([csv(figures)], { type: 'text/csv;charset=utf-8' }));

/** Button that saves a table as CSV. */
export const CsvButton = ({ figures }: { figures: Figures }) => (
  <button type="button" onClick={() => saveCsv(figures)}>
    CSV<span class="unseen"> of {figures.name}</span>
  </button>
);
