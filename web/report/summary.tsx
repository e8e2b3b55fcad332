import { Fragment } from 'preact';
import { change, UNKNOWN } from '../figures/format';
import { List } from '../figures/list';
import { numeric, Table } from '../figures/table';
import type { Assessment } from './operations';
import { categoriesOf, ThemeLink, trendOf } from './theme';

/** A suggested priority: its emphasis and its reasons. */
const Priority = ({ theme, emphasis, because }: Assessment['suggestedPriorities'][number]) => (
  <>
    <strong>
      <ThemeLink theme={theme} />
    </strong>
    {emphasis.length > 0 && (
      <>
        {', with emphasis on '}
        {emphasis.map((part, i) => (
          <Fragment key={part.code}>
            {i > 0 && (i === emphasis.length - 1 ? ' and ' : ', ')}
            <ThemeLink theme={part} />
          </Fragment>
        ))}
      </>
    )}
    {`: ${because.join('; ')}`}
  </>
);

/** Section with the suggested priorities, the themes of many incidents that are not among them, and a line for each theme. */
export function Summary({ assessment }: { assessment: Assessment }) {
  const { suggestedPriorities, notAmongPriorities, themes } = assessment;
  const glance = {
    name: 'The themes at a glance',
    columns: ['Theme', 'Trend', numeric('Incidents'), numeric('Change'), 'Peaks', 'Largest hotspot'],
    rows: themes.map((block) => {
      const [performance] = block.performance;
      return {
        cells: [
          <Fragment key="theme">
            <ThemeLink theme={block.theme} />
            {categoriesOf(block).length > 0 && <span class="soft"> (within wider categories)</span>}
          </Fragment>,
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
        items={suggestedPriorities.map((priority) => <Priority key={priority.theme.code} {...priority} />)}
        otherwise="Neither the judgements nor the data suggest one."
      />
      {notAmongPriorities.length > 0 && (
        <>
          <h3>Not among them, with 5% of the incidents or more</h3>
          <List items={notAmongPriorities.map(({ theme, because }) => `${theme.name}: ${because}`)} />
        </>
      )}
      <Table figures={glance} />
    </section>
  );
}
