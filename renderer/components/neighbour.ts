/** Where the keyboard goes on once a card is gone: its neighbour, else the buttons that add another, else the heading. */
export function selectorAfter(id: string): string {
  const item = document.querySelector(`[data-evidence="${CSS.escape(id)}"]`)?.closest('li')
  const near = [item?.nextElementSibling, item?.previousElementSibling]
  const found = near.map((each) => each?.querySelector<HTMLElement>('[data-evidence]')?.dataset.evidence)
  const neighbour = found.find((each) => each !== undefined)
  if (neighbour !== undefined) return `[data-evidence="${CSS.escape(neighbour)}"]`
  const strand = item?.closest<HTMLElement>('[data-strand]')?.dataset.strand
  return strand === undefined ? 'main h1' : `[data-strand="${CSS.escape(strand)}"] [data-adds] button`
}
