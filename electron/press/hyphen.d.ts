declare module 'hyphen' {
  /** Patterns after Liang, with exceptions; to be passed on only. */
  export type Patterns = { readonly patterns: unique symbol }
  function createHyphenator(
    patterns: Patterns,
    options: { hyphenChar: string; minWordLength: number; html: boolean },
  ): (text: string) => string
  export { createHyphenator as default }
}

declare module 'hyphen/patterns/*.js' {
  import type { Patterns } from 'hyphen'
  const patterns: Patterns
  export { patterns as default }
}
