declare module 'linebreak' {
  /** Places where a line may end, by UAX 14; `position` counts UTF-16 units. */
  class LineBreaker {
    constructor(text: string)
    nextBreak(): { position: number; required?: boolean } | null
  }
  export { LineBreaker as default }
}
