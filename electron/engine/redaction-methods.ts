import type { EngineRequests } from '../contract/engine'
import type { RedactionRequests, SeenFace } from '../contract/redaction-requests'
import type { Methods } from '../contract/table'
import type { ChangeName } from '../domain/history'
import { readRegions, redactionMark } from '../domain/redaction'
import { originalPath } from './folders'
import { listSeries, redactionOf, requirePicture, writeRedaction } from './redactions'
import type { Session } from './session'

/** What is covered in photos. */
export function redactionMethods({
  opened,
  write,
}: Session): Pick<Methods<EngineRequests>, keyof RedactionRequests> {
  function nameOf(before: string, regions: string): ChangeName {
    const count = readRegions(regions)?.length ?? 0
    if (before === regions) return { kind: 'judgeRedaction', words: {} }
    return count === 0 ? { kind: 'dropRedaction', words: {} } : { kind: 'writeRedaction', words: { count } }
  }

  return {
    writeRedaction: (input) => {
      const before = redactionOf(opened().db, input.file)
      return write(
        nameOf(before, input.regions),
        (db) => {
          writeRedaction(db, input)
        },
        // To cover something, to look at it and to say that it is enough is one step.
        `redaction:${input.file}:${redactionMark(input.regions)}`,
      )
    },
    listSeries: (input) => listSeries(opened().db, input),
    findFaces: async ({ file }) => {
      const { db, folder, pool } = opened()
      const order = { source: originalPath(folder, file), type: requirePicture(db, file) }
      let faces: SeenFace[] = []
      await pool.use(async (client) => {
        const seen = await client.findFaces(order)
        faces = seen.faces
        return seen.memory
      })
      return faces
    },
  }
}
