import type { ComponentChildren } from 'preact';
import type { Figures } from '../../figures/table';
import { Table } from '../../figures/table';
import type { Answer, Caveat, Question } from '../api';
import { CsvButton } from '../downloads';
import { Caveats, QueryLink, Waiting } from './answer';

interface PanelProps {
  title: string;
  question: Question;
  answer: Answer<unknown>;
  /** Figures for the table and as CSV; null while there are none. */
  figures: Figures | null;
  caveats?: readonly Caveat[];
  children: ComponentChildren;
}

/** Panel of one analytic: title, chart, table of its figures, and a link to its query. */
export function Panel({ title, question, answer, figures, caveats = [], children }: PanelProps) {
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return (
    <section class="panel" aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        <QueryLink question={question} of={title} />
      </header>
      <Waiting answer={answer} />
      {children}
      {figures && figures.rows.length > 0 && (
        <details>
          <summary>Figures</summary>
          <Table figures={figures} />
          <CsvButton figures={figures} />
        </details>
      )}
      <Caveats caveats={caveats} />
    </section>
  );
}
