/** How the id of a sample portfolio begins: it stays with the portfolio, wherever that is copied to. */
const beginning = 'sample-'

/** The id of a sample, made of one that is nobody else's. */
export function sampleId(id: string): string {
  return `${beginning}${id}`
}

/** Whether a portfolio is the app's sample: it is said on every screen and every page, so that nobody hands it in. */
export function isSample({ id }: { id: string }): boolean {
  return id.startsWith(beginning)
}
