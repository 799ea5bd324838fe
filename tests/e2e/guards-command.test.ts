import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fivefold, fivefoldJson, run } from '../support/command-line'
import { drawPicture } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

/** Three photos in one piece: of the first nothing is said, the second has no consent, that of the third was withdrawn. */
async function guarded(): Promise<{ dir: string; attachments: string[]; hashes: string[] }> {
  const dir = newPortfolio()
  const photos = await Promise.all(
    ['a', 'b', 'c'].map((name, seed) => drawPicture(`${name}.jpg`, { width: 300 + seed, height: 200, seed })),
  )
  fivefoldJson(['add', dir, '--to', 'students.2', '--title', 'Клас', ...photos])
  const { attachments } = fivefoldJson(['show', dir, 'P3-01']) as {
    attachments: { id: string; file: { hash: string } }[]
  }
  const ids = attachments.map(({ id }) => id)
  fivefoldJson(['consent', dir, ids[1] ?? '', '--people', 'recognisable'])
  fivefoldJson(['consent', dir, ids[2] ?? '', '--people', 'recognisable', '--state', 'withdrawn'])
  return { dir, attachments: ids, hashes: attachments.map(({ file }) => file.hash) }
}

const pictures = (out: string) => run('pdfimages', ['-list', out]).trim().split('\n').length - 2

describe('an export on the command line', () => {
  it('leaves out what is held back, names it, and says how much was never said', async () => {
    const { dir, attachments, hashes } = await guarded()
    const out = join(temporaryFolder(), 'book.pdf')
    const { code, err } = fivefold(['export', dir, '--out', out])
    expect([code, err]).toEqual([
      0,
      'Left out: P3-01 b.jpg. Pupils can be recognised, and no consent is noted.\n' +
        'Left out: P3-01 c.jpg. Consent was withdrawn.\n' +
        'Nobody has said who can be seen in 1 picture that is in it: P3-01\n',
    ])
    expect(pictures(out)).toBe(1)
    const folder = join(temporaryFolder(), 'files')
    expect(fivefoldJson(['export', dir, '--folder', folder])).toMatchObject({
      files: 1,
      heldBack: [
        { name: 'b.jpg', file: hashes[1], attachment: attachments[1], number: 'P3-01', status: 'missing' },
        { name: 'c.jpg', status: 'withdrawn' },
      ],
      unsaid: [{ name: 'a.jpg' }],
      knowingly: [],
    })
    const sections = join(temporaryFolder(), 'sections')
    expect(fivefold(['export', dir, '--sections', sections]).err).toContain('Left out: P3-01 b.jpg.')
    expect(readdirSync(sections)).toHaveLength(6)
  })

  it('takes a file along that is named, by its attachment or its hash, but none whose consent was withdrawn', async () => {
    const { dir, attachments, hashes } = await guarded()
    const out = join(temporaryFolder(), 'book.pdf')
    const knowingly = (...named: string[]) =>
      fivefold([
        'export',
        dir,
        '--out',
        out,
        '--reason',
        'Подписано е',
        ...named.flatMap((each) => ['--knowingly', each]),
      ])
    expect(knowingly(attachments[1] ?? '').err).toContain('Included all the same: P3-01 b.jpg\n')
    expect(pictures(out)).toBe(2)
    expect(knowingly(hashes[1]?.slice(0, 10) ?? '').code).toBe(0)
    expect(knowingly(hashes[2] ?? '')).toEqual({
      code: 1,
      out: '',
      err: 'Consent for “c.jpg” was withdrawn, so nothing can include it. Nothing was written.\n',
    })
    expect(knowingly(hashes[1]?.slice(0, 3) ?? '')).toMatchObject({ code: 1, out: '' })
  })

  it('for everybody to see needs a consent for that', async () => {
    const { dir, attachments } = await guarded()
    fivefoldJson(['consent', dir, attachments[1] ?? '', '--state', 'held', '--scope', 'label'])
    const out = join(temporaryFolder(), 'book.pdf')
    expect(fivefold(['export', dir, '--out', out]).err).not.toContain('b.jpg')
    expect(fivefold(['export', dir, '--out', out, '--purpose', 'publication']).err).toContain(
      'Left out: P3-01 b.jpg. Consent was not given for everybody to see.',
    )
    expect(fivefold(['export', dir, '--out', out, '--purpose', 'fun'])).toMatchObject({ code: 2 })
  })
})
