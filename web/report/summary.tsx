import { change, UNKNOWN } from '../figures/format';
import { List } from '../figures/list';
import { numeric, Table } from '../figures/table';
import type { Assessment } from './operations';
import { ThemeLink, trendOf } from './theme';

/** Section with the suggested priorities, and a line for each theme. */
export function Summary({ assessment: { suggestedPriorities, themes } }: { assessment: Assessment }) {
  const glance = {
    name: 'The themes at a glance',
    columns: ['Theme', 'Trend', numeric('Incidents'), numeric('Change'), 'Peaks', 'Largest hotspot'],
    rows: themes.map((block) => {
      const [performance] = block.performance;
      return {
        cells: [
          <ThemeLink key="theme" theme={block.theme} />,
          trendOf(block),
          performance?.current ?? null,
          performance?.percent == null ? UNKNOWN : change(performance.percent),
          block.seasonality?.statement ?? UNKNOWN,
          block.hotspots[0]?.name ?? UNKNOWN,
        ],
      };
    }),
  };
  return (
    <section aria-labelledby="summary">
      <h2 id="summary" class="together">
        Summary
      </h2>
      <h3>Suggested priorities</h3>
      <List
        items={suggestedPriorities.map(({ theme, because }) => (
          <>
            <strong>
              <ThemeLink theme={theme} />
            </strong>
            {`: ${because.join('; ')}`}
          </>
        ))}
        otherwise="Neither the judgements nor the data suggest one."
      />
      <Table figures={glance} />
    </section>
  );
}
