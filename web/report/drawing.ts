import type * as PlotModule from '@observablehq/plot';
import { Html, html } from './html';

/** Colours that stay apart for people who do not see all colours, and in grey. */
export const INK = {
  line: '#14507a',
  band: '#cfe0ec',
  expected: '#6b7680',
  hot: '#a3161f',
  ground: '#f4f5f2',
  border: '#8b949c',
  text: '#1c2126',
};

/** Draws one picture. */
export type Draw = (plot: typeof PlotModule, options: { document: never }) => { outerHTML: string };

/** Makes pictures as SVG, without a browser. */
export class Easel {
  private drawn = 0;

  private constructor(
    private readonly plot: typeof PlotModule,
    private readonly document: unknown,
  ) {}

  /** Loads what draws: only a report needs it. */
  static async open(): Promise<Easel> {
    const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
    return new Easel(plot, parseHTML('<!doctype html><html><body></body></html>').document);
  }

  /**
   * A picture with its words: `title` says what it is, `description` what it shows, for those who cannot see it.
   * Both are printed below it.
   */
  figure(draw: Draw, title: string, description: string): Html {
    this.drawn += 1;
    const ids = [`t${this.drawn}`, `d${this.drawn}`];
    const words = html`<title id="${ids[0]}">${title}</title><desc id="${ids[1]}">${description}</desc>`;
    const { outerHTML } = draw(this.plot, { document: this.document as never });
    const svg = outerHTML
      .replace(/<style>[\s\S]*?<\/style>/, '') // the page's own style sheet sets it
      .replace(/ aria-(label|hidden|description)="[^"]*"/g, '') // the whole is one picture
      .replace(
        /^<svg/,
        `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${ids.join(' ')}"`,
      )
      .replace(/^(<svg[^>]*>)/, (open) => open + words.text);
    return html`<figure>${new Html(svg)}<figcaption><strong>${title}.</strong> ${description}</figcaption></figure>`;
  }
}
