import * as v from 'valibot'
import {
  archivedThing,
  archiveFormat,
  archiveVersion,
  databasePath,
  manifestPath,
  type ArchiveManifest,
} from '../domain/archive'
import { Failure } from '../domain/failure'
import { isCycle, longestName } from '../domain/portfolio'
import { migrations } from './migrations'

/** The largest manifest that is read, in bytes: that of an archive with the most entries stays below. */
export const largestManifest = 64 * 1024 * 1024

/** More entries than any school has files. */
export const mostEntries = 200_000

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const entryPath = v.pipe(
  v.string(),
  v.check((path) => archivedThing(path) !== null),
)
const name = v.pipe(v.string(), v.maxLength(10_000))

const headSchema = v.object({
  format: v.literal(archiveFormat),
  version: v.pipe(v.number(), v.safeInteger()),
})
const schemaSchema = v.object({ schema: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) })

const manifestSchema = v.object({
  ...headSchema.entries,
  ...schemaSchema.entries,
  app: v.pipe(v.string(), v.maxLength(100)),
  portfolio: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  school: v.pipe(v.string(), v.minLength(1), v.maxLength(2 * longestName)),
  cycle: v.pipe(v.object({ from: v.number(), to: v.number() }), v.check(isCycle)),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  madeBy: v.pipe(v.string(), v.maxLength(2 * longestName)),
  contribution: v.optional(
    v.object({
      portfolio: v.pipe(v.string(), v.maxLength(80)),
      sender: v.pipe(v.string(), v.maxLength(2 * longestName)),
    }),
  ),
  entries: v.pipe(
    v.array(v.object({ path: entryPath, bytes: size, sha256: hash, isDamaged: v.optional(v.literal(true)) })),
    v.maxLength(mostEntries),
  ),
  missing: v.pipe(
    v.array(v.object({ path: entryPath, names: v.pipe(v.array(name), v.maxLength(1000)) })),
    v.maxLength(mostEntries),
  ),
})

/** The bytes of a manifest. */
export function writeManifest(manifest: ArchiveManifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
}

/**
 * Reads a manifest, which comes from anywhere. Throws `archive.notOne`, `archive.newer` (a form or a database that this app does
 * not know yet), `archive.damaged`.
 * @param archive the archive's name, for the failure
 */
export function readManifest(bytes: Buffer, archive: string): ArchiveManifest {
  const words = { name: archive }
  const value = parseJson(bytes)
  const head = v.safeParse(headSchema, value)
  if (!head.success) throw new Failure('archive.notOne', words)
  if (head.output.version > archiveVersion) throw new Failure('archive.newer', words)
  const newest = migrations.at(-1)?.version ?? 0
  const schema = v.safeParse(schemaSchema, value)
  if (schema.success && schema.output.schema > newest) throw new Failure('archive.newer', words)
  const parsed = v.safeParse(manifestSchema, value)
  if (!parsed.success || parsed.output.version !== archiveVersion) throw new Failure('archive.damaged', words)
  requireOnce(parsed.output, archive)
  return parsed.output
}

/** Every path stands in it once; the database is among the entries. */
function requireOnce({ entries, missing }: ArchiveManifest, archive: string): void {
  const paths = [...entries, ...missing].map(({ path }) => path)
  const isWhole = new Set(paths).size === paths.length && entries.some(({ path }) => path === databasePath)
  if (!isWhole) throw new Failure('archive.damaged', { name: archive, entry: manifestPath })
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}
