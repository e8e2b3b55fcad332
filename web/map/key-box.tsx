interface KeyBoxProps {
  /** The API key of this tab. */
  held: string | null;
  useKey(given: string | null): void;
}

/** Input of the API key for this tab, with a button to remove it. */
export function KeyBox({ held, useKey }: KeyBoxProps) {
  if (held)
    return (
      <p class="key">
        With your key.{' '}
        <button type="button" onClick={() => useKey(null)}>
          Remove it
        </button>
      </p>
    );
  return (
    <form
      class="key"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get('key');
        useKey(String(given ?? '').trim() || null);
      }}
    >
      <label>
        Key
        <input name="key" type="password" autocomplete="off" placeholder="none: public view" />
      </label>
      <button type="submit">Use it</button>
    </form>
  );
}
