import { decimal, range, UNKNOWN, whole } from '../../figures/format';
import { type Cell, numeric, Shown } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import type { RATES } from '../operations';
import type { Class, Picture } from './picture';

/** Lowest fifth of the areas first (after ColorBrewer, Brewer 2003). */
const COLOURS = ['#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'];
const NO_RATE: Class = { colour: '#d9d9d9', label: 'No rate' };

/** Where a rate lies in the funnel plot of all areas, which allows for their usual differences. */
const FUNNEL: Record<NonNullable<Rates['rows'][number]['position']>, string> = {
  ABOVE_99_8: 'above the 99.8% limit',
  ABOVE_95: 'above the 95% limit',
  WITHIN: 'within the limits',
  BELOW_95: 'below the 95% limit',
  BELOW_99_8: 'below the 99.8% limit',
};

type Rates = AnswerOf<typeof RATES>['areaRates'];

/** Classes of as many areas each as ties allow, and the class of a rate. */
function classify(rows: Rates['rows']): { classes: Class[]; classOf(rate: number | null): Class } {
  const known = rows.flatMap(({ ratePerThousandPerYear: rate }) => (rate === null ? [] : [rate]));
  if (known.length === 0) return { classes: [], classOf: () => NO_RATE };
  known.sort((a, b) => a - b);
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(known.length * share))];
  const limits = [...new Set([0.2, 0.4, 0.6, 0.8].map(at))];
  const bounds = [known[0], ...limits, known.at(-1)!];
  const classes = bounds
    .slice(1)
    .map((to, i) => ({ colour: COLOURS[i], label: range(decimal(bounds[i]), decimal(to)) }));
  const classOf = (rate: number | null) =>
    rate === null ? NO_RATE : classes[limits.filter((limit) => rate >= limit).length];
  return { classes, classOf };
}

function cellsOf(row: Rates['rows'][number]): Cell[] {
  const { name, count, perturbed, ratePerThousandPerYear: rate, lower, upper, position } = row;
  return [
    name,
    perturbed ? new Shown(`${whole(count)} (protected)`, `${count} (protected)`) : count,
    rate ?? row.withoutRateBecause,
    lower === null || upper === null ? UNKNOWN : range(decimal(lower), decimal(upper)),
    position === null ? UNKNOWN : FUNNEL[position],
  ];
}

/** Areas by the rate of incidents per 1,000 residents or households a year. */
export function ratePicture({
  areaRates: { rows, features, pooledRate, denominator, caveats },
}: {
  areaRates: Rates;
}): Picture {
  const { classes, classOf } = classify(rows);
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const unrated = rows.some((row) => row.ratePerThousandPerYear === null);
  return {
    features: {
      type: 'FeatureCollection',
      features: features.features.map((feature) => {
        const {
          code,
          name,
          count,
          ratePerThousandPerYear: rate,
          perturbed,
        } = byCode.get(String(feature.id))!;
        return {
          ...feature,
          properties: { id: code, name, colour: classOf(rate).colour, count, rate, perturbed },
        };
      }),
    },
    classes: unrated ? [...classes, NO_RATE] : classes,
    caveats,
    summary:
      pooledRate === null
        ? 'There is no population to compute a rate from.'
        : `${decimal(pooledRate)} incidents a year per 1,000 ${denominator?.toLowerCase() ?? 'residents'} in all.`,
    columns: ['Area', numeric('Incidents'), numeric('Rate'), numeric('95% interval'), 'Against the whole'],
    rows: rows.map((row) => ({ id: row.code, cells: cellsOf(row) })),
    chooses: 'area',
  };
}
