/** What lies over every screen, with and without an open portfolio. */
export type AppDialog = 'settings' | 'keyboard' | 'help' | 'about' | 'licences' | 'report'

/** The one of them that is open. */
export class AppDialogs {
  #shown = $state.raw<AppDialog | null>(null)
  /** Where it was opened from, and closing leads back to. */
  #before: AppDialog | null = null

  get shown(): AppDialog | null {
    return this.#shown
  }

  open(dialog: AppDialog): void {
    this.#before = null
    this.#shown = dialog
  }

  /** Opens one from within another. */
  openFrom(before: AppDialog, dialog: AppDialog): void {
    this.#before = before
    this.#shown = dialog
  }

  close(): void {
    this.#shown = this.#before
    this.#before = null
  }
}
