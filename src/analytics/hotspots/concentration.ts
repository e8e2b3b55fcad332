import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { type Caveat } from '../../domain/caveats';
import { IncidentFilter, Needs, type Selection } from '../../domain/incidents';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  placeCaveats,
} from '../analytic';
import { CELL_SIZE_DEFAULT, CellSizeArgs, gridFor } from './cell-size.input';
import { bringToGrid, griddedCaveats, perCell } from './cells';
import { selectPlaceCounts } from './concentration.queries';
import { Concentration, ConcentrationUnit } from './concentration.type';

const MAX_POINTS = 200;

/** Number of units up to which sorting takes a few milliseconds. */
const LIGHT_UNITS = 10_000;

@ArgsType()
export class ConcentrationArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @Field(() => ConcentrationUnit, {
    defaultValue: ConcentrationUnit.CELL,
    description: 'Unit that incidents are counted by.',
  })
  unit!: ConcentrationUnit;
}

/** Incidents of every unit. */
interface Units {
  selection: Selection;
  counts: Float64Array;
  caveats: Caveat[];
}

async function countCells(
  context: AnalyticContext,
  where: IncidentFilter,
  size: CellSizeArgs,
): Promise<Units> {
  const grid = gridFor(size);
  const gridded = await bringToGrid(context, where, grid);
  const counts = perCell(grid, gridded);
  return { selection: gridded.selection, counts, caveats: griddedCaveats(gridded, counts) };
}

function countPlaces(context: AnalyticContext, where: IncidentFilter): Promise<Units> {
  return context.session(async (session) => {
    const selection = await context.select(session, where);
    const { counts, unlocated } = await selectPlaceCounts(session, selection);
    const caveats = placeCaveats(selection, unlocated, 'they count nowhere');
    return { selection, counts, caveats: [...selection.caveats, ...caveats] };
  });
}

@Resolver()
export class ConcentrationResolver {
  @Analytic(() => Concentration, {
    description:
      'Concentration of the incidents of a filter over cells or places. Closed sources need a key of the ' +
      'role ANALYST.',
    cost: 2000,
    needs: Needs.PLACES,
    defaults: CELL_SIZE_DEFAULT,
    exports: [
      {
        columns:
          'units incidents unitsFor25Percent unitsFor50Percent shareFor25Percent shareFor50Percent gini generalisedGini',
      },
    ],
  })
  async concentration(context: AnalyticContext, args: ConcentrationArgs): Promise<Concentration> {
    const { where, unit } = args;
    const byCell = unit === ConcentrationUnit.CELL;
    const { selection, counts, caveats } = byCell
      ? await countCells(context, where, args)
      : await countPlaces(context, where);
    const light = counts.length <= LIGHT_UNITS;
    const found = await compute('concentration', [counts], context, light);
    const corners = await compute('lorenzCorners', [counts, MAX_POINTS], context, light);
    const units = counts.length;
    const unitsHolding = (share: number | undefined) =>
      share === undefined ? null : Math.round(share * units);
    return {
      units,
      incidents: found?.incidents ?? 0,
      unitsFor25Percent: unitsHolding(found?.shareHolding25),
      unitsFor50Percent: unitsHolding(found?.shareHolding50),
      shareFor25Percent: found?.shareHolding25 ?? null,
      shareFor50Percent: found?.shareHolding50 ?? null,
      gini: found?.gini ?? null,
      generalisedGini: found?.generalisedGini ?? null,
      lorenz: corners ?? [],
      parameters: [
        ...listParameters({ unit, cellSize: byCell ? args.cellSize : null }),
        ...filterParameters(where, selection),
      ],
      ...countedFrom(selection),
      caveats,
    };
  }
}
