/** Field of an input and the rules that it breaks, as class-validator reports them. */
interface Violation {
  property: string;
  constraints?: Record<string, string>;
  children?: Violation[];
}

/** Fields and the rules that they break, from class-validator's errors without their `target` and `value`. */
export function violationsOf(errors: unknown, parent = ''): { field: string; message: string }[] {
  return (errors as Violation[]).flatMap(({ property, constraints = {}, children = [] }) => {
    const field = parent ? `${parent}.${property}` : property;
    const here = Object.values(constraints).map((message) => ({ field, message }));
    return [...here, ...violationsOf(children, field)];
  });
}
