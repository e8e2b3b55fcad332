import { daysName } from '../figures/format';
import { List } from '../figures/list';
import { Table } from '../figures/table';
import type { Assessment } from './operations';

/** Section on strategic recommendations and events ahead. */
export function Ahead({ assessment: { strategicRecommendations, calendar } }: { assessment: Assessment }) {
  const events = {
    name: 'Calendar of events',
    columns: ['Event', 'When', 'Themes'],
    rows: calendar.map(({ name, from, to, themes }) => ({
      cells: [name, daysName({ from, to }), themes.map((theme) => theme.name).join(', ')],
    })),
  };
  return (
    <section aria-labelledby="ahead">
      <h2 id="ahead">Recommendations for the partnership, and events ahead</h2>
      <List items={strategicRecommendations.map(({ text }) => text)} otherwise="None recorded." />
      {calendar.length > 0 && <Table figures={events} />}
    </section>
  );
}
