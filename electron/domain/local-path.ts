/*
 * Places on somebody's computer, as programs leave them in documents: `C:\Users\...`, `\\server\...`, `file:///...`,
 * `/home/...`. They tell who worked where.
 */

const name = String.raw`[^\\/:*?"<>|\r\n]`

/** Down to the last name; nothing after it, since nobody knows where a name with blanks ends. */
const placed = new RegExp(
  [
    String.raw`file:[\\/]*(?:[^\\/"<>|\r\n]*[\\/]+)*`,
    String.raw`(?<![A-Za-z])[A-Za-z]:[\\/]+(?:${name}+[\\/]+)*`,
    String.raw`(?<![\\\w:])\\{2,}${name}+\\+(?:${name}+\\+)*`,
    String.raw`(?<![\w./\\-])/(?:Users|home|Volumes|media|mnt|root)/(?:${name}+/)*`,
  ]
    .map((way) => `(${way})`)
    .join('|'),
  'gi',
)

/** What it may begin with, looked for first: most texts have none of them. */
const sign = /file:|[a-z]:[\\/]|\\\\|\/(?:users|home|volumes|media|mnt|root)\//i

/** A folder whose name is the user's. */
const homeOf = /(?:^|[\\/])(?:users|home|documents and settings)[\\/]+$/i

/** A text without the folders of any computer: of each path the last name stays, unless that is the user's own. */
export function withoutPaths(text: string): string {
  if (!sign.test(text)) return text
  let kept = ''
  let at = 0
  for (const { 0: folders, index } of text.matchAll(placed)) {
    kept += text.slice(at, index)
    at = index + folders.length
    if (homeOf.test(folders)) at += /^[^\\/"<>|\r\n]*/.exec(text.slice(at))?.[0].length ?? 0
  }
  return kept + text.slice(at)
}

/** Whether a text names a place on a computer. */
export function hasPath(text: string): boolean {
  return withoutPaths(text) !== text
}
