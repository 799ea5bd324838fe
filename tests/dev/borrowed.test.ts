import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkIntegrity } from '../../electron/dev/borrowed'
import { temporaryFolder } from '../support/temporary'

it('takes the archive that it expects and no other', async () => {
  const archive = join(temporaryFolder(), 'archive.tgz')
  writeFileSync(archive, 'the bytes as published')
  const integrity = `sha512-${createHash('sha512').update('the bytes as published').digest('base64')}`
  await expect(checkIntegrity(archive, integrity)).resolves.toBeUndefined()

  writeFileSync(archive, 'the bytes as changed on the way')
  await expect(checkIntegrity(archive, integrity)).rejects.toThrow('not the expected one')
})
