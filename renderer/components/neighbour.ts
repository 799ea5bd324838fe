/** Where the keyboard goes on once a card is gone: its neighbour, else the buttons that add another, else the heading. */
export function selectorAfter(id: string): string {
  // A card stands in an item of its own, a row of a table is one itself.
  const item = document
    .querySelector(`[data-evidence="${CSS.escape(id)}"]`)
    ?.closest<HTMLElement>('li, [data-cell], [role="row"]')
  const near = [item?.nextElementSibling, item?.previousElementSibling]
  const found = near.map((each) => evidenceIn(each))
  const neighbour = found.find((each) => each !== undefined)
  if (neighbour !== undefined) return `[data-evidence="${CSS.escape(neighbour)}"]`
  const strand = item?.closest<HTMLElement>('[data-strand]')?.dataset.strand
  return strand === undefined ? 'main h1' : `[data-strand="${CSS.escape(strand)}"] [data-adds] button`
}

function evidenceIn(item: Element | null | undefined): string | undefined {
  const found = item?.matches('[data-evidence]') ? item : item?.querySelector('[data-evidence]')
  return found instanceof HTMLElement ? found.dataset.evidence : undefined
}
