import type { Meant } from '../../state/forgetting.svelte'

/** The id of the button that tells where pictures are used: there the keyboard goes on when the dialogs are closed. */
export function usesButton({ which }: Pick<Meant, 'which'>): string {
  return `uses-${'subject' in which ? which.subject : which.file}`
}
