/**
 * The API finds the public perception that is planted in the demonstration after the blocks of the assessment of 2009.
 *
 * @backend either
 */
import { TRUTH } from '../../../seeds/demonstration';
import { PUBLIC_VIEWER } from '../../../src/access';
import { Api } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';

interface Perception {
  theme: { code: string };
  statement: string;
  sntAreas: object[];
  surveyShare: number | null;
}

let fixture: TestDatabase;
let rows: Perception[];
beforeAll(async () => {
  fixture = await createDemonstration();
  const api = await Api.on(fixture.database, PUBLIC_VIEWER);
  const { publicPerception } = await api.ask<{ publicPerception: { rows: Perception[] } }>(
    `{ publicPerception(partnership: "DEMO2009", period: { from: "2009-01-01", to: "2009-06-30" }) {
      rows { theme { code } statement sntAreas { code name } surveyShare }
    } }`,
  );
  rows = publicPerception.rows;
}, 300_000);
afterAll(() => fixture.remove());

test.each(
  TRUTH.flatMap(({ theme, printed: { publicPerception } }) =>
    publicPerception === null ? [] : [{ theme, printed: publicPerception }],
  ),
)('$theme: $printed', ({ theme, printed }) => {
  const found = rows.find((row) => row.theme.code === theme)!;
  const share = /(\d+)% Place Survey/.exec(printed)?.[1];
  const areas = /(\d+) SNT/.exec(printed)?.[1];
  expect(found.surveyShare).toBe(share === undefined ? null : Number(share) / 100);
  expect(found.sntAreas).toHaveLength(Number(areas ?? 0));
  if (areas === undefined)
    expect(found.statement).toMatch(
      /^No/.test(printed) && !/inherent/.test(printed) ? 'Not a community concern' : /^Unknown/,
    );
});
