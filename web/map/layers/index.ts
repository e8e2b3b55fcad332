import type { AnswerOf } from '../../schema/operation';
import { ask, type Question } from '../api';
import { CLUSTERS, COUNTS, type DEFAULT_LAYER, DENSITY, GRID, RATES } from '../operations';
import type { Layer, State } from '../state';
import { clusterPicture } from './clusters';
import { gridPicture } from './grid';
import type { Picture, Where } from './picture';
import { countPicture, densityPicture } from './ranked';
import { ratePicture } from './rates';

export type { Picture, Where } from './picture';

/** Layers that show what the API tests against each other, by its name there. */
export const LAYER_OF: Record<NonNullable<AnswerOf<typeof DEFAULT_LAYER>['defaultLayer']>['layer'], Layer> = {
  CLUSTERS: 'clusters',
  KDE: 'density',
  GI_STAR: 'grid',
  LAST_PERIOD: 'counts',
};

/** Cells of the density layer, metres: those with which it was tested. */
const DENSITY_CELL = 250;

/** The question whose answer the map shows. */
export function mapQuestion(layer: Layer, { areas, compare }: State, where: Where): Question {
  switch (layer) {
    case 'clusters':
      return ask(CLUSTERS, { where, compareWith: compare });
    case 'grid':
      return ask(GRID, { where });
    case 'density':
      return ask(DENSITY, { where, cellSize: DENSITY_CELL });
    case 'counts':
      return ask(COUNTS, { where });
    case 'rates':
      return ask(RATES, { where, kind: areas });
  }
}

/** The picture of an answer to {@link mapQuestion}. */
export function pictureOf(layer: Layer, answer: unknown): Picture {
  switch (layer) {
    case 'clusters':
      return clusterPicture(answer as AnswerOf<typeof CLUSTERS>);
    case 'grid':
      return gridPicture(answer as AnswerOf<typeof GRID>);
    case 'density':
      return densityPicture(answer as AnswerOf<typeof DENSITY>);
    case 'counts':
      return countPicture(answer as AnswerOf<typeof COUNTS>);
    case 'rates':
      return ratePicture(answer as AnswerOf<typeof RATES>);
  }
}
