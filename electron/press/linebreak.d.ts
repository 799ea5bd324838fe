/** The package brings no types: places where Unicode's algorithm (UAX 14) lets a line end. */
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string)
    /** The next place, as an index into the text (UTF-16), or null at the end. */
    nextBreak(): { position: number; required?: boolean } | null
  }
}
