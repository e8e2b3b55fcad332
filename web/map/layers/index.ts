import type { AnswerOf } from '../../schema/operation';
import { ask, type Question } from '../api';
import { CLUSTERS, GRID, RATES } from '../operations';
import type { Layer, State } from '../state';
import { clusterPicture } from './clusters';
import { gridPicture } from './grid';
import type { Picture, Where } from './picture';
import { ratePicture } from './rates';

export type { Picture, Where } from './picture';

/** The question whose answer the map shows. */
export function mapQuestion(layer: Layer, { areas, compare }: State, where: Where): Question {
  if (layer === 'clusters') return ask(CLUSTERS, { where, compareWith: compare });
  if (layer === 'grid') return ask(GRID, { where });
  return ask(RATES, { where, kind: areas });
}

/** The picture of an answer to {@link mapQuestion}. */
export function pictureOf(layer: Layer, answer: unknown): Picture {
  if (layer === 'clusters') return clusterPicture(answer as AnswerOf<typeof CLUSTERS>);
  if (layer === 'grid') return gridPicture(answer as AnswerOf<typeof GRID>);
  return ratePicture(answer as AnswerOf<typeof RATES>);
}
