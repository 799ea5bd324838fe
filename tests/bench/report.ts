/** The value that `percent` of all stay under, in ms with one decimal. */
export function percentile(values: readonly number[], percent: number): string {
  const sorted = [...values].sort((one, other) => one - other)
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))
  return (sorted[at] ?? 0).toFixed(1)
}

/** Prints figures in two columns. */
export function report(title: string, rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length))
  console.log(`\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n`)
}
