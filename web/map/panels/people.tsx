import { percent, UNKNOWN, words } from '../../figures/format';
import { Segments } from '../../figures/segments';
import { type Figures, numeric } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import { ask, useAnswer } from '../api';
import type { Where } from '../layers';
import { PEOPLE } from '../operations';
import { Panel } from './panel';

type People = AnswerOf<typeof PEOPLE>;
type Profile = People['victims'] | People['offenders'];

const nameOf = (code: string | null): string => (code === null ? 'unknown' : words(code));

/** Age band in words: AGE_18_29 is `18–29`, AGE_80_PLUS is `80 plus`. */
const ageOf = (code: string | null): string =>
  code === null ? 'unknown' : words(code.replace('AGE_', '')).replace(/(\d) (\d)/, '$1–$2');

const rowsOf = (who: string, { segments }: Profile) =>
  segments.map(({ ageBand, sex, count, share, populationShare, rateRatio }) => ({
    cells: [
      who,
      ageOf(ageBand),
      nameOf(sex),
      count,
      share === null ? UNKNOWN : percent(share),
      populationShare === null ? UNKNOWN : percent(populationShare),
      rateRatio,
    ],
  }));

const figuresOf = ({ victims, offenders }: People): Figures => ({
  name: 'Victims and offenders',
  columns: [
    'Who',
    'Age',
    'Sex',
    numeric('People'),
    numeric('Share'),
    numeric('Share of residents'),
    numeric('Rate ratio'),
  ],
  rows: [...rowsOf('Victims', victims), ...rowsOf('Offenders', offenders)],
});

function Leading({ who, profile }: { who: string; profile: Profile }) {
  if (profile.people + profile.organisations === 0)
    return <p class="state">There is no data on {who.toLowerCase()}.</p>;
  return (
    <>
      <h4>{who}</h4>
      <Segments segments={profile.leadingSegments} />
    </>
  );
}

/** Profiles of victims and offenders. */
export function PeoplePanel({ where }: { where: Where }) {
  const question = ask(PEOPLE, { where });
  const answer = useAnswer(question);
  const people = answer.state === 'ready' ? answer.data : null;
  return (
    <Panel
      title="Victims and offenders"
      question={question}
      answer={answer}
      figures={people && figuresOf(people)}
      caveats={people ? [...people.victims.caveats, ...people.offenders.caveats] : []}
    >
      {people && <Leading who="Victims" profile={people.victims} />}
      {people && <Leading who="Offenders" profile={people.offenders} />}
    </Panel>
  );
}
