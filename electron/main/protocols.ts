import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol } from 'electron'
import { pictureSizes } from '../domain/evidence'
import type { EngineProcess } from './engine-process'
import { builtFolder } from './places'

/** The window's own files: `app://fivefold/index.html`. */
export const appScheme = 'app'
/** Pictures of the open portfolio, by hash only: `media://thumbnail/<sha256>`, `media://print/<sha256>/<edit>?<redaction>`, `media://print/<sha256>/p12`. */
export const mediaScheme = 'media'
export const appHost = 'fivefold'

/**
 * What a page may do: its own scripts, styles, fonts, the portfolio's pictures, and nothing else.
 * Style attributes are allowed since the accessible menus and dialogs place themselves by them.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' media:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Before the app is ready: makes both schemes secure ones with an origin. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true } },
    { scheme: mediaScheme, privileges: { standard: true, secure: true } },
  ])
}

/** Serves the built window, and nothing outside its folder. */
export function serveApp(): void {
  const root = join(builtFolder, 'renderer')
  protocol.handle(appScheme, async ({ url }) => {
    const { host, pathname } = new URL(url)
    const path = normalize(join(root, decodeURIComponent(pathname)))
    if (host !== appHost || !path.startsWith(root + sep)) return notFound()
    return fileResponse(path, { 'content-security-policy': contentSecurityPolicy })
  })
}

/**
 * Serves renditions by hash and edit; main learns the file's place from the engine, which sees to what is covered. What
 * stands behind a question mark only tells the window's own cache that a picture is another one.
 */
export function serveMedia({ control }: EngineProcess): void {
  protocol.handle(mediaScheme, async ({ url }) => {
    const { host, pathname } = new URL(url)
    if (host === pageHost) return pageResponse(pathname.slice(1))
    if (host === originalViewHost) return originalViewResponse(pathname.slice(1))
    if (host === trayHost) return trayResponse(pathname.slice(1))
    const size = pictureSizes.find((each) => each === host)
    if (size === undefined) return notFound()
    const [hash = '', view = ''] = pathname.slice(1).split('/')
    const page = /^p([1-9]\d{0,4})$/.exec(view)?.[1]
    try {
      const found = await control.findPicture({
        size,
        hash,
        edit: page === undefined ? view : '',
        page: Number(page ?? 1),
      })
      return found ? await fileResponse(found.path, {}, 'image/jpeg') : notFound()
    } catch {
      return notFound()
    }
  })

  async function originalViewResponse(wanted: string): Promise<Response> {
    const [, size, hash = ''] = /^(print|large)\/([0-9a-f]{64})$/.exec(wanted) ?? []
    if (size === undefined) return notFound()
    try {
      const found = await control.findOriginalView({ hash, size: size === 'large' ? size : 'print' })
      return found ? await fileResponse(found.path, {}, 'image/jpeg') : notFound()
    } catch {
      return notFound()
    }
  }

  async function trayResponse(wanted: string): Promise<Response> {
    const [, contribution, hash = ''] = /^([0-9a-f-]{36})\/([0-9a-f]{64})$/.exec(wanted) ?? []
    if (contribution === undefined) return notFound()
    try {
      const found = await control.findTrayPicture({ contribution, hash })
      return found ? await fileResponse(found.path, {}, 'image/jpeg') : notFound()
    } catch {
      return notFound()
    }
  }

  async function pageResponse(key: string): Promise<Response> {
    try {
      const found = await control.findPage({ key })
      return found ? await fileResponse(found.path, {}, 'image/jpeg') : notFound()
    } catch {
      return notFound()
    }
  }
}

/** Pages of the book: `media://page/<key>`. */
const pageHost = 'page'

/** The thumbnail of a file that a colleague sent back: `media://tray/<contribution>/<sha256>`. */
const trayHost = 'tray'

/** A photo with nothing covered, while its faces are being covered: `media://original-view/print/<sha256>`. */
const originalViewHost = 'original-view'

async function fileResponse(path: string, headers: Record<string, string>, type?: string): Promise<Response> {
  const contentType = type ?? contentTypes[extname(path)]
  if (contentType === undefined) return notFound()
  try {
    const bytes = await readFile(path)
    return new Response(bytes, {
      headers: { ...headers, 'content-type': contentType, 'x-content-type-options': 'nosniff' },
    })
  } catch {
    return notFound()
  }
}

function notFound(): Response {
  return new Response(null, { status: 404 })
}
