import type { Command } from 'commander';
import { addBoundaries } from './boundaries';
import { addDataset } from './dataset';
import { addIndicator } from './indicator';
import { addLookup } from './lookup';
import { addPeers } from './peers';
import { addPeople } from './people';
import { addPerception } from './perception';
import { addPlaces } from './places';
import { addPoliceUk } from './police-uk';
import { addPopulation } from './population';
import { addPostcodes } from './postcodes';
import { addRecordedCrime } from './recorded-crime';
import { addVocabulary } from './vocabulary';
import { addWeights } from './weights';

/** `csg import …` */
export function addImport(program: Command): void {
  const imports = program
    .command('import')
    .description('load files, packed with gzip or not; loading one twice changes nothing');
  for (const add of [
    addBoundaries,
    addPlaces,
    addLookup,
    addPostcodes,
    addPoliceUk,
    addPopulation,
    addPeers,
    addRecordedCrime,
    addPerception,
    addIndicator,
    addPeople,
    addVocabulary,
    addWeights,
    addDataset,
  ])
    add(imports);
}
