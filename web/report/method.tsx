import { dayName, daysName } from '../figures/format';
import { List } from '../figures/list';
import { Table } from '../figures/table';
import type { Assessed, Assessment } from './operations';

interface MethodProps {
  coverage: Assessed['partnership']['dataCoverage'];
  assessment: Assessment;
  /** Date of the report, YYYY-MM-DD. */
  madeOn: string;
}

/** Section on the version and coverage of the data, caveats and parameters. */
export function Method({ coverage, assessment: { dataVersion, caveats, parameters }, madeOn }: MethodProps) {
  const delivered = {
    name: 'Data by source',
    columns: ['Source', 'Delivered'],
    rows: coverage.map(({ source, from, to }) => ({ cells: [source.name, daysName({ from, to })] })),
  };
  const given = {
    name: 'Parameters',
    columns: ['Parameter', 'Value'],
    rows: parameters.map(({ name, value }) => ({ cells: [name, value] })),
  };
  return (
    <section aria-labelledby="method">
      <h2 id="method">Method and sources</h2>
      <p>{`Made on ${dayName(madeOn)} from version ${dataVersion} of the data.`}</p>
      <Table figures={delivered} />
      <h3>Caveats</h3>
      <List items={caveats.map(({ message }) => message)} otherwise="None." />
      <Table figures={given} />
    </section>
  );
}
