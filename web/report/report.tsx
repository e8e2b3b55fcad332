import { parseHTML } from 'linkedom';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { DrawingDocument } from '../figures/chart';
import { type Complete, type Operation, textOf } from '../schema/operation';
import { ASSESSMENT, CHARTS, MATRIX, type ThemeCharts } from './operations';
import { type Content, Page } from './page';

/**
 * Executes an operation of the API. Rejects with the first error, except errors with a tolerated code: the field of
 * such an error is null in the answer.
 */
export type Execute = (
  operation: string,
  variables: Record<string, unknown>,
  toleratedCodes?: readonly string[],
) => Promise<unknown>;

/** Partnership, period and date of a report. */
export interface ReportOptions {
  /** Code of the partnership. */
  partnership: string;
  /** First and last day, YYYY-MM-DD. */
  period: { from: string; to: string };
  /** Whether `execute` asks as a viewer without a key. */
  forPublic: boolean;
  /** Date of the report, YYYY-MM-DD. */
  madeOn: string;
  /** Receives the share done, 0 to 1, and the name of the next step. */
  onProgress(done: number, label: string): void;
}

/** Error codes for a limit of the data or of the viewer's key: the report leaves the analytic out. */
const NO_ANSWER = ['NOT_SUPPORTED_FOR_SOURCE', 'NOT_ENOUGH_DATA', 'FORBIDDEN'];

/** Figures for the charts of one theme; null for a chart that the data or the key has no answer for. */
const askCharts = (execute: Execute, variables: Record<string, unknown>) =>
  execute(textOf(CHARTS), variables, NO_ANSWER) as Promise<ThemeCharts>;

/** Writes the strategic assessment of a partnership as one self-contained HTML page. */
export async function writeReport(execute: Execute, options: ReportOptions): Promise<string> {
  const { partnership, period, onProgress } = options;
  const ask = <Answer, Variables extends Record<string, unknown>>(
    operation: Operation<Answer, Variables>,
    variables: Variables,
  ) => execute(textOf(operation), variables) as Promise<Complete<Answer>>;
  onProgress(0.05, 'assessing the themes');
  const [assessed, { themeRanking: threatRisk }, { themeRanking: scanning }] = await Promise.all([
    ask(ASSESSMENT, { partnership, period, day: period.to }),
    ask(MATRIX, { partnership, period, matrix: 'THREAT_RISK' }),
    ask(MATRIX, { partnership, period, matrix: 'PRIORITY_SCANNING' }),
  ]);
  onProgress(0.6, 'trends, seasons, hours');
  // Ask for all charts at once, so that their counts are read together.
  const charts = await Promise.all(
    assessed.strategicAssessment.themes.map(({ theme }) =>
      askCharts(execute, { where: { partnership, period, themes: [theme.code] } }),
    ),
  );
  onProgress(0.85, 'drawing maps and charts');
  return render({ assessed, threatRisk, scanning, charts, ...options });
}

function render(content: Content): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const markup = renderToStaticMarkup(
    <DrawingDocument.Provider value={document}>
      <Page {...content} />
    </DrawingDocument.Provider>,
  );
  return `<!doctype html>\n${markup}\n`;
}
