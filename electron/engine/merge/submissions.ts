import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Call } from '../../contract/table'
import { submissionFileNames } from '../../domain/submission'
import { copyInto } from '../files'
import type { Opened } from '../opened'
import { dropAside, makeAside, sealFile, settle, submissionPath } from '../submission-folder'
import type { NewFacts } from './facts'
import type { OtherCopy } from './other-copy'

/**
 * Copies the folders of what was handed in from there. They lie in their place before the rows tell of them; what is missing there is
 * missing here, as `verify` says.
 */
export async function copySubmissions(
  { folder }: Opened,
  other: OtherCopy,
  facts: NewFacts,
  { signal }: Call,
): Promise<void> {
  const rows = facts.find(({ table }) => table === 'submission')?.rows ?? []
  for (const { id } of rows) {
    const from = submissionPath(other.folder, String(id))
    if (!/^[0-9a-f-]{36}$/.test(String(id))) continue
    if (!existsSync(from) || existsSync(submissionPath(folder, String(id)))) continue
    await dropAside(folder, String(id))
    const aside = await makeAside(folder, String(id))
    try {
      const names = await readdir(from)
      for (const name of submissionFileNames.filter((each) => names.includes(each))) {
        await copyInto(folder, { from: join(from, name), to: join(aside, name) }, { name, signal })
        await sealFile(join(aside, name), name)
      }
      await settle(folder, String(id))
    } catch (error) {
      await dropAside(folder, String(id))
      throw error
    }
  }
}
