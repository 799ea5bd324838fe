/*
 * What a log may say. A log leaves the computer one day, in a report of a problem, so nothing personal may come into it:
 * of an error its kind, the plain English around what it names, and the places in the app's own code.
 */

const gap = '…'

/** What is read and what is kept of one message, in characters. */
const longestRead = 4000
const longestKept = 400

/** Lines that are kept of a message, and places in the code that are kept of an error. */
const mostLines = 6
const mostFrames = 30

/** How deep the causes of an error are followed. */
const mostCauses = 3

/** An error as a log may hold it: message, places in the code, and the same of its causes. Never throws. */
export function scrubbedError(error: unknown, personal: readonly string[] = []): string {
  const parts: string[] = []
  let at = error
  for (let depth = 0; depth <= mostCauses && at !== undefined; depth++) {
    parts.push(`${depth === 0 ? '' : 'caused by '}${scrubbedText(textOf(at), personal)}`)
    at = at instanceof Error ? at.cause : undefined
  }
  return parts.join('\n')
}

function textOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return String(error)
    const isCoded = 'code' in error && typeof error.code === 'string' && error.code !== error.message
    const code = isCoded ? ` [${String(error.code)}]` : ''
    const head = `${error.name}: ${error.message}`
    const stack = error.stack ?? ''
    // V8 begins the stack with the message; a failure has a code for a message, and no words of the user's.
    const frames = stack.split('\n').filter((line) => frame.test(line))
    return [`${head}${code}`, ...frames].join('\n')
  } catch {
    return 'an error that cannot be read'
  }
}

/**
 * A text of a log without what is personal in it: what is quoted, names of files and folders, addresses, whatever is not
 * plain English letters, and the words given, in any case. Scrubbing it again changes nothing.
 * @param personal names of people and schools, folders of the user
 */
export function scrubbedText(text: string, personal: readonly string[] = []): string {
  const known = wordsPattern(personal)
  const lines = text.slice(0, longestRead * mostLines).split(/\r\n|[\n\r\u2028\u2029]/)
  const frames = lines.filter((line) => frame.test(line)).slice(0, mostFrames)
  const said = lines.filter((line) => !frame.test(line) && line.trim() !== '').slice(0, mostLines)
  return [...said.map((line) => scrubbedLine(line, known)), ...frames.map(scrubbedFrame)].join('\n')
}

/** A whole log without what is personal in it, entry by entry; for one that an older version wrote. */
export function scrubbedLog(log: string, personal: readonly string[] = []): string {
  return log
    .split(/\n(?=\d{4}-\d{2}-\d{2}T[\d:.]+Z )/)
    .map((entry) => scrubbedText(entry, personal))
    .filter((entry) => entry !== '')
    .join('\n')
}

const stamp = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z /

/** In this order: what is quoted may hold any of the others, an address looks like a path. */
const personalParts: readonly [pattern: RegExp, put: string][] = [
  // An apostrophe within a word quotes nothing. What is not closed is quoted to the end.
  [/"[^"]*(?:"|$)|(?<![\w…])'(?:[^']|'(?=\w))*(?:'|$)|`[^`]*(?:`|$)/g, gap],
  [/[“”„«»‟][^“”„«»‟]*(?:[“”„«»‟]|$)|(?<!\w)[‘‚‹›][^’‘‹›]*(?:[’‘‹›]|$)/g, gap],
  [/\b[a-z][a-z\d+.-]*:\/\/.*$/gi, '<address>'],
  [/[^\s@<>()]+@[^\s@<>()]+/g, '<e-mail>'],
  // Names of files have blanks, and nobody knows where one ends: the rest of the line goes.
  [/(?<![\w<])(?:[a-z]:[\\/]|\\\\|~[\\/]|\.{0,2}\/(?=\S)).*$/gi, '<file>'],
  [
    /(?:^|(?<=[:(,;=] ?))[^:(,;=]*\.(?:fivefold|sqlite\S*|zip|pdf|docx?|od[tps]|pptx?|xlsx?|rtf|txt|md|csv|html?|eml|msg|jpe?g|png|gif|webp|heic|heif|tiff?|bmp|svg|mp[34]|m4[av]|mov|webm|mkv|avi|og[gv]|wav|flac|json)\b/gi,
    '<file>',
  ],
  [/\b[\da-f]{32,}\b/gi, '<hash>'],
  [/\+?\d(?:[\s-]?\d){8,}/g, '<number>'],
]

function scrubbedLine(line: string, known: RegExp | null): string {
  const time = stamp.exec(line)?.[0] ?? ''
  // The name of what was being read when nothing was there: it stands in our code, and says most of a bug.
  const reading = /\((?:reading|setting) '[a-z][A-Za-z]{0,30}'\)/.exec(line)?.[0] ?? ''
  let rest = line.slice(time.length, longestRead).replace(reading, '')
  // What was taken out may have stood between two halves of something else.
  for (let before = ''; before !== rest;) {
    before = rest
    rest = withoutPersonal(rest, known)
  }
  return `${time}${rest.slice(0, longestKept).trimEnd()}${reading === '' ? '' : ` ${reading}`}`
}

function withoutPersonal(line: string, known: RegExp | null): string {
  let rest = line
  for (const [pattern, put] of personalParts) rest = rest.replace(pattern, put)
  if (known) rest = rest.replace(known, gap)
  return rest.replace(/[^\s<>]*[^\t -~][^\s<>]*/g, gap).replace(/…(?:\s*…)+/g, gap)
}

const frame = /^\s*at\s/

/** A place in the code: of the app's own files and its packages by their names in the app, of all else not. */
function scrubbedFrame(line: string): string {
  const [, name = '', place = ''] = /^\s*at (?:(.*?) \()?(.*?)\)?$/.exec(line.slice(0, longestRead)) ?? []
  const isName = /^(?:(?:async|new) )*[\w$.<>#]{1,80}(?: \[as [\w$.]{1,40}\])?$/.test(name)
  const called = name === '' ? '' : isName ? name : '<function>'
  return called === '' ? `    at ${ownPlace(place)}` : `    at ${called} (${ownPlace(place)})`
}

const ownPlaces: readonly RegExp[] = [
  /^(node:[\w./-]+(?::\d+){0,2})$/,
  /^(native|<anonymous>|<elsewhere>|index \d+)$/,
  /(?:^|[\\/])(node_modules[\\/](?:@[\w.-]+[\\/])?[\w.-]+[\\/][\w.@\\/-]+(?::\d+){1,2})$/,
  /(?:^|[\\/])(dist[\\/](?:(?:main|engine|media|press|cli|shared-[\w-]+)\.js|preload\.cjs|renderer[\\/]assets[\\/][\w-]+\.js)(?::\d+){1,2})$/,
  /(?:^|[\\/])((?:electron|renderer|tests)[\\/](?:[\w-]+[\\/])*[\w.-]+\.(?:ts|svelte|js)(?::\d+){1,2})$/,
]

function ownPlace(place: string): string {
  for (const pattern of ownPlaces) {
    const own = pattern.exec(place)?.[1]
    if (own !== undefined) return own.replaceAll('\\', '/')
  }
  return '<elsewhere>'
}

/** Any of the words, the longest first, whatever blanks are between their parts; null without any. */
function wordsPattern(personal: readonly string[]): RegExp | null {
  const words = [...new Set(personal.map((word) => word.trim()))]
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+'))
  return words.length === 0 ? null : new RegExp(words.join('|'), 'gi')
}
