import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { builtFolder } from './places'

/** What came with the app and under which licences, with their texts; the build writes it. */
export async function licences(): Promise<string> {
  return readFile(join(builtFolder, 'licences.txt'), 'utf8')
}
