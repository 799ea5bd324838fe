/** Enter makes no second line in an area that holds one long line. */
export function onOneLine(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.isComposing) event.preventDefault()
}
