import { dayName, words } from './format';
import { List } from './list';

interface Action {
  text: string;
  owner: { name: string };
  due: string;
  status: string;
  /** Percent of it that is done. */
  progress: number;
}

/** Actions towards a recommendation: who does each, by when, and how far it is. */
export const Actions = ({ actions }: { actions: readonly Action[] }) => (
  <List
    items={actions.map(({ text, owner, due, status, progress }) => (
      <>
        {text}{' '}
        <span class="soft">{`(${owner.name}, due ${dayName(due)}: ${words(status)}, ${progress}%)`}</span>
      </>
    ))}
  />
);
