import { dayName, words } from './format';
import { List } from './list';

interface Action {
  text: string;
  owner: { name: string };
  due: string;
  status: string;
  /** Progress in per cent. */
  progress: number;
}

/** Actions on a recommendation, each with owner, due date and progress. */
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
