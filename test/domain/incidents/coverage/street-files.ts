import { fileOf, streetLine, streetText } from '../../../ingest/files';

/** A street file of one month and force. */
export interface StreetMonth {
  /** YYYY-MM. */
  month: string;
  /** Rows with a place in Dunstable. */
  rows: number;
  /** Rows without a place. */
  placeless?: number;
  /** Rows with a place far away, which tell that the force serves other partnerships too. */
  elsewhere?: number;
  publisher?: string;
}

const MANCHESTER = {
  longitude: '-2.240000',
  latitude: '53.480000',
  lsoa: 'E01033653',
  lsoaName: 'Manchester 054C',
};
const NO_PLACE = { longitude: '', latitude: '', location: 'No Location', lsoa: '', lsoaName: '' };

/** Writes a street file and returns its path. */
export function streetFile({
  month,
  rows,
  placeless = 0,
  elsewhere = 0,
  publisher = 'Test Police',
}: StreetMonth): string {
  const lines = Array.from({ length: rows + placeless + elsewhere }, (_, i) =>
    streetLine({
      id: `${month.replace('-', '')}${publisher.length}${i}`.padStart(64, '0'),
      month,
      type: 'Burglary',
      ...(i < rows ? {} : i < rows + placeless ? NO_PLACE : MANCHESTER),
    }),
  );
  const force = publisher.toLowerCase().replaceAll(' ', '-');
  return fileOf(
    streetText(...lines).replaceAll('Bedfordshire Police', publisher),
    `${month}-${force}-street.csv`,
  );
}
