import { open } from 'node:fs/promises'

/* How a large file is cleaned while it is copied: most of it as it is, some of it overwritten, some of it left out. */

/** A file or bytes in memory, read in parts. Reading beyond the end throws. */
export type Source = { size: number; read: (at: number, length: number) => Promise<Buffer> }

/** Bytes that come in place of as many; without `bytes` zeros. Offsets are those of the source. */
export type Patch = { at: number; length: number; bytes?: Buffer }

/** What is copied, in its order, and what is overwritten on the way; patches do not overlap. */
export type Plan = { spans: { from: number; to: number }[]; patches: Patch[] }

/** Copied at once, in bytes. */
const step = 1024 * 1024

/** Read around what is asked for, in bytes: headers lie close together. */
const windowSize = 64 * 1024

export function sourceIn(bytes: Buffer): Source {
  return { size: bytes.length, read: (at, length) => Promise.resolve(within(bytes, at, length)) }
}

/** Opens a file for the work and closes it afterwards. */
export async function withSource<Result>(
  path: string,
  work: (source: Source) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    let window: Buffer = Buffer.alloc(0)
    let start = 0
    const fill = async (at: number, length: number): Promise<Buffer> => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)))
      let filled = 0
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, at + filled)
        if (bytesRead === 0) throw new Error('cut short')
        filled += bytesRead
      }
      return bytes
    }
    return await work({
      size,
      read: async (at, length) => {
        if (length > windowSize) return within(await fill(at, length), 0, length)
        if (at < start || at + length > start + window.length) {
          window = await fill(at, windowSize)
          start = at
        }
        return within(window, at - start, length)
      },
    })
  } finally {
    await file.close()
  }
}

function within(bytes: Buffer, at: number, length: number): Buffer {
  if (at < 0 || length < 0 || at + length > bytes.length) throw new Error('beyond the end')
  return bytes.subarray(at, at + length)
}

/** The cleaned file in parts, as the plan says. */
export async function* cleanedBytes(source: Source, { spans, patches }: Plan): AsyncGenerator<Buffer> {
  const sorted = patches.filter(({ length }) => length > 0).sort((one, other) => one.at - other.at)
  for (const { from, to } of spans) {
    let next = sorted.findIndex(({ at, length }) => at + length > from)
    for (let at = from; at < to; at += step) {
      const end = Math.min(to, at + step)
      const bytes = Buffer.from(await source.read(at, end - at))
      while (next >= 0 && next < sorted.length) {
        const patch = sorted[next]
        if (!patch || patch.at >= end) break
        overwrite(bytes, at, patch)
        // It goes on in the next part.
        if (patch.at + patch.length > end) break
        next += 1
      }
      yield bytes
    }
  }
}

function overwrite(bytes: Buffer, begin: number, patch: Patch): void {
  const from = Math.max(0, patch.at - begin)
  const to = Math.min(bytes.length, patch.at + patch.length - begin)
  if (patch.bytes) patch.bytes.copy(bytes, from, from + begin - patch.at, to + begin - patch.at)
  else bytes.fill(0, from, to)
}

/** The cleaned bytes at once. */
export async function patched(bytes: Buffer, plan: Plan): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of cleanedBytes(sourceIn(bytes), plan)) parts.push(part)
  return Buffer.concat(parts)
}

/** The whole of a source, with these patches. */
export function wholeWith(source: Source, patches: Patch[]): Plan {
  return { spans: [{ from: 0, to: source.size }], patches }
}
