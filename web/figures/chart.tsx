import { type PlotOptions, plot } from '@observablehq/plot';
import { createContext } from 'preact';
import { useContext, useId, useMemo } from 'preact/hooks';

/** Colours that remain distinct with colour blindness and in grey. */
export const INK = {
  line: '#14507a',
  band: '#cfe0ec',
  expected: '#6b7680',
  hot: '#a3161f',
  gone: '#6d5a7e',
  period: '#eef0e6',
  area: '#f4f5f2',
  border: '#8b949c',
  text: '#1c2126',
};

/** Drawing with a title and a description. */
export interface Drawing {
  /** Subject: `Robbery by month`. */
  title: string;
  /** Main findings in a sentence or two, also for readers who cannot see the drawing. */
  description: string;
  options: PlotOptions;
}

/** Size of a chart in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Document to draw in outside a browser; null uses the browser's own. */
export const DrawingDocument = createContext<unknown>(null);

const SVG = 'http://www.w3.org/2000/svg';

/** SVG of a drawing, with title and description as its accessible name and description. */
function draw({ title, description, options }: Drawing, id: string, document: unknown): string {
  const drawing = { style: { fontSize: '12px' }, ...options, ...(document ? { document } : {}) };
  const svg = plot(drawing as PlotOptions);
  svg.querySelector('style')?.remove(); // repeated by the style sheets of page and report
  // Present the whole drawing to screen readers as one image.
  for (const name of ['aria-label', 'aria-hidden', 'aria-description'])
    for (const part of svg.querySelectorAll(`[${name}]`)) part.removeAttribute(name);
  const add = (tag: 'title' | 'desc', text: string) => {
    const element = svg.ownerDocument.createElementNS(SVG, tag);
    element.setAttribute('id', `${id}-${tag}`);
    element.textContent = text;
    return element;
  };
  svg.prepend(add('title', title), add('desc', description));
  svg.setAttribute('xmlns', SVG);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title`);
  svg.setAttribute('aria-describedby', `${id}-desc`);
  return svg.outerHTML;
}

/** Drawing with its title and description below it; drawn again only for another `drawing` object. */
export function Chart({ drawing }: { drawing: Drawing }) {
  const document = useContext(DrawingDocument);
  const id = useId();
  const svg = useMemo(() => draw(drawing, id, document), [drawing, id, document]);
  return (
    <figure>
      {/* Plot and the DOM have escaped all text. */}
      <div class="chart" dangerouslySetInnerHTML={{ __html: svg }} />
      <figcaption>
        <strong>{drawing.title}.</strong> {drawing.description}
      </figcaption>
    </figure>
  );
}
