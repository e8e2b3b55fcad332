import type { ComponentChildren } from 'preact';

interface ListProps {
  items: readonly ComponentChildren[];
  /** Text in place of an empty list. */
  otherwise?: string;
}

/** A list with bullets, or a sentence where it is empty. */
export function List({ items, otherwise = '' }: ListProps) {
  if (items.length === 0) return <p>{otherwise}</p>;
  return (
    <ul>
      {items.map((item, i) => (
        <li key={i}>{item}</li>
      ))}
    </ul>
  );
}
