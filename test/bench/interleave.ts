/** One side of a comparison: does its thing once and gives the figure, in whatever unit the comparison has. */
export type Side = () => Promise<number>;

/**
 * The median figure of each side after `rounds` rounds in which the sides take turns, so that whatever else
 * the machine does falls on all of them alike. A first round warms up and is not counted.
 */
export async function interleave(rounds: number, sides: readonly Side[]): Promise<number[]> {
  const figures: number[][] = sides.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, side] of sides.entries()) {
      const figure = await side();
      if (round > 0) figures[i]?.push(figure);
    }
  }
  return figures.map(median);
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] = sorted.slice(middle - 1 + (sorted.length % 2), middle + 1);
  return (low + high) / 2;
}
