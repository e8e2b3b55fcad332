/**
 * The point at which a function of a few variables is least, by the downhill simplex (Nelder & Mead 1965): no derivatives,
 * the same steps every time.
 *
 * @param start where the search begins; the simplex reaches `step` further along each axis
 * @param tolerance spread of the values at which it ends
 */
export function nelderMead(
  value: (point: readonly number[]) => number,
  start: readonly number[],
  { step = 1, tolerance = 1e-8, mostSteps = 1000 } = {},
): number[] {
  const corner = (point: readonly number[]) => ({ point, value: value(point) });
  const simplex = [start, ...start.map((_, axis) => start.map((x, i) => (i === axis ? x + step : x)))].map(
    corner,
  );
  for (let steps = 0; steps < mostSteps; steps++) {
    simplex.sort((a, b) => a.value - b.value);
    const worst = simplex[simplex.length - 1];
    if (Math.abs(worst.value - simplex[0].value) <= tolerance) break;
    const centre = start.map(
      (_, i) => simplex.slice(0, -1).reduce((sum, { point }) => sum + point[i], 0) / start.length,
    );
    const along = (reach: number) => corner(centre.map((x, i) => x + reach * (worst.point[i] - x)));
    const reflected = along(-1);
    let next = reflected;
    if (reflected.value < simplex[0].value) {
      const expanded = along(-2);
      if (expanded.value < reflected.value) next = expanded;
    } else if (reflected.value >= simplex[simplex.length - 2].value) {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) next = contracted;
      else {
        const [{ point: best }] = simplex;
        for (let i = 1; i < simplex.length; i++)
          simplex[i] = corner(simplex[i].point.map((x, axis) => (x + best[axis]) / 2));
        continue;
      }
    }
    simplex[simplex.length - 1] = next;
  }
  return [...simplex.sort((a, b) => a.value - b.value)[0].point];
}
