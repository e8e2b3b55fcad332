import { SETTINGS } from '.';

/** The README's table of settings, in Markdown. */
export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    ({ variable, default: fallback, description }) =>
      `| \`${variable}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${description} |`,
  );
  return ['| variable | default | |', '|---|---|---|', ...rows, ''].join('\n');
}
