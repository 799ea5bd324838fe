import { open } from 'node:fs/promises'
import type Database from 'better-sqlite3'
import { connect } from '../contract/rpc'
import type { CallOptions, Client } from '../contract/table'
import { checkerRequests, type CopyContents } from '../contract/workers'
import type { StartWorker } from './workers'

/** Copies and checks databases in a process of its own. All throw `backup.notMade` when that ends before it has answered. */
export type Checker = {
  /**
   * Copies the open database as it is now into one file at rest, while work on it goes on; to be run in `Backups.alone`, so that
   * nothing else folds its journal in meanwhile. Null: it is damaged. Throws `disk.full`, `cancelled`, and what the system says of
   * the place.
   */
  copy: (db: Database.Database, to: string, options?: CallOptions) => Promise<CopyContents | null>
  /** Checks one that lies there; nothing is written. Null: it is damaged, or no portfolio's. */
  check: (path: string) => Promise<CopyContents | null>
}

/** A process for each copy: there are few, far between. */
export function createChecker(startWorker: StartWorker): Checker {
  async function ask<Result>(work: (client: Client<typeof checkerRequests>) => Promise<Result>) {
    const { link, end } = startWorker('checker')
    try {
      const whenClosed = { code: 'backup.notMade', words: {} } as const
      return await work(connect(checkerRequests, { link, whenClosed }))
    } finally {
      end()
    }
  }

  return {
    copy: async (db, to, options) => {
      // Made here, where the system's refusals are known by the user's words.
      await (await open(to, 'wx')).close()
      const release = holdCheckpoints(db)
      try {
        return await ask((client) => client.takeCopy({ from: db.name, to }, options))
      } finally {
        release()
      }
    },
    check: (path) => ask((client) => client.checkCopy({ path })),
  }
}

/** SQLite's own, in pages. */
const usualCheckpoint = 1000

/** Lets the journal grow, so that the file of the database stays as it is. */
function holdCheckpoints(db: Database.Database): () => void {
  db.pragma('wal_autocheckpoint = 0')
  return () => {
    if (db.open) db.pragma(`wal_autocheckpoint = ${usualCheckpoint}`)
  }
}
