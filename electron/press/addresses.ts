/** A URI action takes ASCII only (ISO 32000-1, 12.6.4.7), and so does what a phone makes of a code. */
export function asciiAddress(url: string): string {
  return URL.canParse(url) ? new URL(url).href : encodeURI(url)
}
