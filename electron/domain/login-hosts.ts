/*
 * Addresses that mostly open only for those who are signed in, or invited: an assessor sees a login, and nothing else. Which of
 * them are shared with everybody cannot be seen from here. Each as a host and, where that is not enough, the beginning of the path.
 */
const loginOnly: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/^(drive|docs|sheets|slides|forms|photos)\.google\.com$/, /^/],
  [/^(classroom|sites|mail|calendar|meet|keep)\.google\.com$/, /^\/(?!view\/)/],
  [/(^|\.)1drv\.ms$/, /^/],
  [/^onedrive\.live\.com$/, /^/],
  [/\.sharepoint\.com$/, /^/],
  [/^(teams|stream|forms|sway)\.(microsoft|office|cloud\.microsoft)(\.com)?$/, /^/],
  [/(^|\.)dropbox\.com$/, /^/],
  [/^twinspace\.etwinning\.net$/, /^/],
  [/^live\.etwinning\.net$/, /^/],
  [/^school-education\.ec\.europa\.eu$/, /^\/[a-z]{2}\/etwinning\/projects\/.+\/twinspace/],
  [/^school-education\.ec\.europa\.eu$/, /^\/(?:[a-z]{2}\/)?(?:group|user|node|dashboard|my-)/],
  [/(^|\.)facebook\.com$/, /^/],
  [/(^|\.)instagram\.com$/, /^/],
  [/^(chat\.)?whatsapp\.com$/, /^/],
  [/(^|\.)padlet\.(com|org)$/, /^/],
  [/(^|\.)edmodo\.com$/, /^/],
  [/(^|\.)seesaw\.me$/, /^/],
  [/(^|\.)classdojo\.com$/, /^/],
  [/^app\.(genially|genial\.ly)(\.com)?$/, /^\/(editor|dashboard)/],
  [/(^|\.)canva\.com$/, /^\/design\/.*\/edit/],
  [/(^|\.)wakelet\.com$/, /^\/(?!wake)/],
  [/(^|\.)stuudium\.(com|net)$/, /^/],
  [/(^|\.)ekool\.eu$/, /^/],
  [/(^|\.)eba\.gov\.tr$/, /^/],
  [/(^|\.)magister\.net$/, /^/],
  [/(^|\.)smartschool\.be$/, /^/],
  [/(^|\.)shkolo\.bg$/, /^/],
]

/** Services that hide where an address leads, and are closed down sooner than what they lead to. */
const shorteners =
  /(^|\.)(bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|cutt\.ly|rebrand\.ly|shorturl\.at|rb\.gy|t\.ly|qrco\.de|forms\.gle|urlz\.fr)$/

/** What an assessor would find at an address. */
export type LinkKind = 'open' | 'login' | 'private' | 'short'

/**
 * What can be told of an address by itself: `login` (mostly opens only for those who are signed in), `private` (leads into the
 * school's own network or computer), `short` (hides where it leads), `open` for all others.
 */
export function linkKind(address: string): LinkKind {
  if (!URL.canParse(address)) return 'open'
  const { hostname, pathname } = new URL(address)
  if (isPrivate(hostname)) return 'private'
  if (shorteners.test(hostname)) return 'short'
  return loginOnly.some(([host, path]) => host.test(hostname) && path.test(pathname)) ? 'login' : 'open'
}

/** The addresses of RFC 1918 and RFC 6762, and names without a place in the world. */
function isPrivate(host: string): boolean {
  return (
    /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1|f[cd]|fe80))/.test(host) ||
    /\.(local|lan|intranet|internal|home|corp|localhost)$/.test(host)
  )
}

/** The host of an address as a person names it, without `www.`. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : address
}
