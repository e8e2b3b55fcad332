import { Max, Min } from 'class-validator';
import { ArgsType, Field, Float, Resolver } from 'type-graphql';
import { AreaKind, findPartnership, holdersOf } from '../../domain/areas';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { Needs, type Selection } from '../../domain/incidents';
import { intersection } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { carryCounts } from '../../platform/statistics';
import { Analytic, type AnalyticContext, countedFrom, filterParameters, listParameters } from '../analytic';
import { filterOf, type HealthQuestion, homeCaveats, selectHealth } from './counts';
import { selectWards, type Ward } from './districts.queries';
import { carriageToWards, countOnWards, type Ground, groundOn, kindsOn, type PlacedCounts } from './ground';
import { PartnershipHealthArgs, RISK_RATIO } from './health.input';
import { WardHealthEstimates } from './ward-estimates.type';

const CONFIDENCE = 0.95;

/** A day whose wards count, all that lies on them, and what was counted there. */
interface Counted {
  selection: Selection;
  wards: Ward[];
  ground: Ground;
  counts: PlacedCounts;
}

async function count(context: AnalyticContext, question: HealthQuestion): Promise<Counted> {
  const { to: day } = question.period;
  return context.session(async (session) => {
    const { ids } = holdersOf(await findPartnership(session, question.partnership));
    const kinds = await kindsOn(session, ids, day);
    if (!kinds.includes(AreaKind.WARD))
      throw new Problem('NOT_ENOUGH_DATA', 'The partnership has no wards on the last day of the period.');
    const selection = await selectHealth(session, context, filterOf(question), kinds, day);
    const wards = await selectWards(session, ids, day);
    const ground = await groundOn(session, ids, day);
    const window = intersection(selection.period, selection.delivered) ?? selection.period;
    const counts = await countOnWards(session, selection, window);
    if (counts.byDistrict.size > 0 && ground.shared.length === 0)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        'Counts of postcode districts are carried to wards by the people who live where both overlap. Import the ' +
          'outlines of the districts (csg import boundaries --kind postcode-district) and the residents of LSOAs or ' +
          'wards (csg import population).',
      );
    return { selection, wards, ground, counts };
  });
}

/** Wards whose residents are not known, so that nothing can be said of them. */
function withoutPeople({ wards, ground }: Counted): Ward[] {
  return wards.filter(({ code }) => !ground.shared.some(({ wardCode }) => wardCode === code));
}

function caveatsOf(
  { selection, ground, counts }: Counted,
  unknown: Ward[],
  perturbed: boolean,
  riskRatio: number,
): Caveat[] {
  const estimated = counts.byDistrict.size > 0;
  const years = [...new Set(ground.shared.map(({ year }) => year))].sort();
  const byWard = new Set(ground.shared.filter(({ by }) => by === 'WARD').map(({ wardCode }) => wardCode));
  const partly = ground.districts.filter(({ code }) => (ground.elsewhere.get(code) ?? 0) > 0);
  return [
    ...selection.caveats,
    ...homeCaveats(selection),
    ...caveatIf(
      estimated,
      CaveatCode.ESTIMATED,
      `Estimated: the records of a district are divided by where its residents live (figures of ${years.join(', ')}).`,
    ),
    ...caveatIf(
      estimated,
      CaveatCode.METHOD,
      'The limits allow for chance, and for risk that differs between parts of a district by a factor of up to ' +
        `${riskRatio}; they cannot tell where in the district the patients live.`,
    ),
    ...caveatIf(
      estimated && byWard.size > 0,
      CaveatCode.ESTIMATED,
      `${byWard.size} wards have no population of LSOAs: their residents are taken to be spread evenly over their ground.`,
    ),
    ...caveatIf(
      unknown.length > 0,
      CaveatCode.ESTIMATED,
      `The residents of ${unknown.map(({ name }) => name).join(', ')} are not known: what belongs there counts in other ` +
        'wards of the same districts. Import them with csg import population.',
    ),
    ...caveatIf(
      estimated && partly.length > 0,
      CaveatCode.ESTIMATED,
      `${partly.map(({ code }) => code).join(', ')} reach beyond the partnership: the records are taken to be those of ` +
        'the whole district, and to come from outside in proportion to its own population where that is known, else to ' +
        'its ground.',
    ),
    ...caveatIf(
      perturbed,
      CaveatCode.PERTURBED,
      'The limits do not allow for the noise of the disclosure control.',
    ),
  ];
}

@ArgsType()
export class EstimateArgs extends PartnershipHealthArgs {
  @Min(1)
  @Max(100)
  @Field(() => Float, { defaultValue: 2, description: RISK_RATIO })
  riskRatio!: number;
}

@Resolver()
export class WardHealthResolver {
  @Analytic(() => WardHealthEstimates, {
    description:
      'Estimated health records by ward. Records state a postcode district only, so each is carried to ' +
      "the wards by where the district's residents live; every row has its limits.",
    needs: Needs.COUNTS,
  })
  async wardHealthEstimates(context: AnalyticContext, args: EstimateArgs): Promise<WardHealthEstimates> {
    const { riskRatio } = args;
    const counted = await count(context, args);
    const { selection, wards, ground, counts } = counted;
    const codes = wards.map(({ code }) => code);
    const { counts: values, parts } = carriageToWards(counts, ground, codes);
    const { areas, unplaced } = carryCounts(values, parts, wards.length + 1, {
      riskRatio,
      confidence: CONFIDENCE,
    });
    const perturbed = selection.cellSources.length > 0 && !selection.exactCells;
    const estimated = counts.byDistrict.size > 0;
    const unknown = estimated ? withoutPeople(counted) : [];
    return {
      rows: wards.map((ward, i) => {
        const known = !unknown.includes(ward);
        return {
          ward,
          estimate: known ? areas[i].estimate : null,
          lower: known ? areas[i].lower : null,
          upper: known ? areas[i].upper : null,
          estimated,
          perturbed,
        };
      }),
      elsewhere: areas[wards.length].estimate + unplaced + counts.unplaced,
      total: values.reduce((sum, value) => sum + value, counts.unplaced),
      parameters: [
        ...listParameters({ areasAsOf: args.period.to, riskRatio, confidence: CONFIDENCE }),
        ...filterParameters(filterOf(args), selection),
      ],
      ...countedFrom(selection),
      caveats: caveatsOf(counted, unknown, perturbed, riskRatio),
    };
  }
}
