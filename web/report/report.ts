import { type GraphQLError, type GraphQLSchema, graphql } from 'graphql';
import { PUBLIC_VIEWER, RequestContext, type Viewer } from '../../src/access';
import { type Period, today } from '../../src/platform/calendar';
import type { Database } from '../../src/platform/database';
import { Problem } from '../../src/platform/errors';
import type { Assessment, ThemeCharts } from './answers';
import { ASSESSMENT, chartsOf } from './operations';
import { page } from './page';

/** Which report is wanted. */
export interface ReportOptions {
  /** Code of the partnership. */
  partnership: string;
  period: Period;
  /** As a viewer without a key sees it: from published counts only. */
  forPublic: boolean;
  /** Told what is at work now, and how much of the whole is done, 0 to 1. */
  onProgress(done: number, label: string): void;
}

/** Whoever may open the database may read all that it holds. */
const KEEPER: Viewer = { role: 'ADMIN', scopes: ['read'], partnershipId: null, keyId: null };

/** The longest that one question may take, milliseconds: a county's years take longer than a request should. */
const DEADLINE = 300_000;

/**
 * The strategic assessment of a partnership as one HTML page, made of the API's own answers: it says nothing that a
 * query could not.
 *
 * @throws Problem of the API: NOT_FOUND (partnership), BAD_USER_INPUT (period), NOT_ENOUGH_DATA, …
 */
export async function report(
  database: Database,
  schema: GraphQLSchema,
  options: ReportOptions,
): Promise<string> {
  const { partnership, period, forPublic, onProgress } = options;
  const viewer = forPublic ? PUBLIC_VIEWER : KEEPER;
  const asker = new Asker(database, schema, viewer);
  onProgress(0.05, 'assessing the themes');
  const assessment = await asker.ask<Assessment>(ASSESSMENT, { partnership, period, day: period.to });
  onProgress(0.6, 'trends, seasons, hours');
  const themes = assessment.strategicAssessment.themes.map(({ theme }) => theme.code);
  const charts = await asker.askWhatThereIs<ThemeCharts>(chartsOf(themes), themes, { partnership, period });
  onProgress(0.85, 'drawing maps and charts');
  return page({ assessment, charts, forPublic, madeOn: today() });
}

/** Asks the API in this process. */
class Asker {
  constructor(
    private readonly database: Database,
    private readonly schema: GraphQLSchema,
    private readonly viewer: Viewer,
  ) {}

  private execute(source: string, variableValues: Record<string, unknown>) {
    const contextValue = new RequestContext(this.viewer, this.database, DEADLINE);
    return graphql({ schema: this.schema, source, variableValues, contextValue });
  }

  /** The answer; the first error is thrown. */
  async ask<T>(source: string, variables: Record<string, unknown>): Promise<T> {
    const { data, errors } = await this.execute(source, variables);
    if (errors) throw causeOf(errors[0]);
    return data as T;
  }

  /**
   * The numbered fields of an operation by theme, each null where the data has no answer to give; other errors are
   * thrown.
   */
  async askWhatThereIs<T extends object>(
    source: string,
    themes: readonly string[],
    variables: Record<string, unknown>,
  ): Promise<Map<string, T>> {
    const codes = Object.fromEntries(themes.map((code, i) => [`theme${i}`, code]));
    const { data, errors } = await this.execute(source, { ...variables, ...codes });
    const grave = errors?.map(causeOf).find((error) => !(error instanceof Problem && UNTOLD.has(error.code)));
    if (grave) throw grave;
    const byTheme = new Map<string, T>();
    for (const [field, answer] of Object.entries(data ?? {})) {
      const [, name, number] = /^([a-z]+)(\d+)$/.exec(field)!;
      const code = themes[Number(number)];
      byTheme.set(code, { ...byTheme.get(code), [name]: answer } as T);
    }
    return byTheme;
  }
}

/** What an answer says where the data does not have it. */
const UNTOLD = new Set(['NOT_SUPPORTED_FOR_SOURCE', 'NOT_ENOUGH_DATA', 'FORBIDDEN']);

const causeOf = (error: GraphQLError): Error => error.originalError ?? error;
