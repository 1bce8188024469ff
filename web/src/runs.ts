/** Years put together. */

/** Successive years of one value. */
export function runs<T>(years: { year: number; value: T }[]): { from: number; to: number; value: T }[] {
  const found: { from: number; to: number; value: T }[] = [];
  for (const { year, value } of years) {
    const last = found[found.length - 1];
    if (last && last.value === value && last.to === year - 1) last.to = year;
    else found.push({ from: year, to: year, value });
  }
  return found;
}
