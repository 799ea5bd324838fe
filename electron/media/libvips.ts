import Vips from 'wasm-vips'
import { noteFault } from './memory'

export type VipsModule = Awaited<ReturnType<typeof Vips>>
export type Image = InstanceType<VipsModule['Image']>

/** `extended` also reads AVIF and SVG; it is loaded only when such a file comes, since it takes 30 MB more. */
export type VipsKind = 'plain' | 'extended'

const libraries: Readonly<Record<VipsKind, string[]>> = {
  plain: [],
  extended: ['vips-heif.wasm', 'vips-resvg.wasm'],
}

const loaded: Partial<Record<VipsKind, Promise<VipsModule>>> = {}

/** libvips, compiled once for each kind. One thread per worker: there is one worker per core. */
export function libvips(kind: VipsKind): Promise<VipsModule> {
  return (loaded[kind] ??= load(kind))
}

async function load(kind: VipsKind): Promise<VipsModule> {
  const module = await Vips({
    dynamicLibraries: libraries[kind],
    // Its warnings about broken pictures would fill the terminal; what they mean is told by `damaged`.
    preRun: (module: { ENV: Record<string, string> }) => {
      module.ENV.VIPS_WARNING = '1'
    },
    print: () => undefined,
    printErr: () => undefined,
  })
  module.concurrency(1)
  module.Cache.max(0)
  return module
}

/** What lies in the memory of libvips until it is deleted. */
type Kept = { delete: () => void }
export type Keep = <Each extends Kept>(each: Each) => Each

/**
 * Works with images that are freed at its end, the last made first: wasm memory knows no collector. `keep` is told each.
 * Throws what the work throws; after a fault of the machine code itself the next call gets a library of its own.
 */
export function withImages<Result>(work: (keep: Keep) => Result): Result {
  const kept: Kept[] = []
  try {
    return work((each) => {
      kept.push(each)
      return each
    })
  } catch (error) {
    if (noteFault(error)) {
      delete loaded.plain
      delete loaded.extended
      kept.length = 0
    }
    throw error
  } finally {
    for (const each of kept.reverse()) each.delete()
  }
}
