import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lookAt } from '../../electron/media/renditions'
import { writeMovie, writeMp3, writeOgg, writeWav, writeWebm } from './write-recordings'
import { temporaryFolder } from '../support/temporary'

function look(source: string, type: string) {
  return lookAt({ source, type, thumbnail: join(temporaryFolder(), 't.jpg') })
}

describe('a film', () => {
  it('tells its length, and when it was taken by the clock of Greenwich', async () => {
    for (const version of [0, 1] as const) {
      const path = writeMovie({ length: 12_345, created: '2026-05-14T07:30:00Z', version })
      expect(await look(path, 'video/mp4')).toMatchObject({
        picture: 'none',
        width: null,
        duration: 12_345,
        takenAt: '2026-05-14T07:30:00',
        takenOffset: '+00:00',
      })
    }
  })

  it('of a phone tells the time of the place', async () => {
    const path = writeMovie({
      length: 5000,
      created: '2026-05-14T07:30:00Z',
      place: '2026-05-14T10:30:00+0300',
    })
    expect(await look(path, 'video/quicktime')).toMatchObject({
      duration: 5000,
      takenAt: '2026-05-14T10:30:00',
      takenOffset: '+03:00',
    })
  })

  it('whose clock was never set has no time, and one of unknown length no length', async () => {
    const path = writeMovie({ length: null, created: null })
    expect(await look(path, 'video/mp4')).toMatchObject({ duration: null, takenAt: '', takenOffset: '' })
  })

  it('in WebM tells its length', async () => {
    expect(await look(writeWebm(4200), 'video/webm')).toMatchObject({ picture: 'none', duration: 4200 })
  })

  it('larger than memory is read by its head alone', async () => {
    const path = writeMovie({ length: 7000, created: null, hole: 6 * 1024 ** 3 })
    const begun = performance.now()
    expect((await look(path, 'video/mp4')).duration).toBe(7000)
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})

describe('a sound', () => {
  it.each([
    ['wav', 'audio/wav', writeWav],
    ['mp3', 'audio/mpeg', writeMp3],
    ['ogg', 'audio/ogg', writeOgg],
  ])('in %s tells its length', async (_name, type, write) => {
    const { duration, picture } = await look(write(3000), type)
    expect(picture).toBe('none')
    // Frames are whole: the last may reach beyond the end.
    expect(Math.abs((duration ?? 0) - 3000)).toBeLessThan(60)
  })
})

it('what is no recording, or a broken one, has no length and is no error', async () => {
  for (const type of ['audio/mpeg', 'video/mp4', 'video/webm', 'audio/ogg', 'audio/wav', 'video/x-msvideo']) {
    const path = join(temporaryFolder(), 'x')
    writeFileSync(path, Buffer.from('nothing of the kind'.repeat(50)))
    expect(await look(path, type)).toMatchObject({ picture: 'none', duration: null })
  }
})
