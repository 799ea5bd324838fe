import { describe, expect, it } from 'vitest'
import { fivefold, fivefoldJson } from '../support/command-line'
import { drawPicture } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'

async function withPhoto(): Promise<{ dir: string; attachment: string }> {
  const dir = newPortfolio()
  const photo = await drawPicture('клас.jpg', { width: 400, height: 300 })
  const { files } = fivefoldJson(['add', dir, '--to', 'students.2', '--title', 'Клас', photo]) as {
    files: { attachment: string }[]
  }
  return { dir, attachment: files[0]?.attachment ?? '' }
}

describe('consent on the command line', () => {
  it('is set for one attachment, shown, and undone', async () => {
    const { dir, attachment } = await withPhoto()
    expect(fivefold(['show', dir, 'P3-01']).out).toContain('nobody has said who can be seen')
    expect(fivefold(['list', dir]).out).toContain('1 picture not yet said')
    expect(fivefoldJson(['consent', dir, attachment, '--people', 'recognisable'])).toMatchObject({
      consent: { people: 'recognisable', state: '' },
      status: 'missing',
    })
    expect(fivefold(['list', dir]).out).toContain('1 held back')
    const words = ['--state', 'held', '--scope', 'publication', '--given-on', '2026-09-04']
    const more = ['--paper', 'Шкаф 3', '--reference', 'R-7', '--keep-until', '2028-08-31']
    expect(fivefold(['consent', dir, attachment, ...words, ...more])).toEqual({
      code: 0,
      out: 'Saved. Pupils, recognisable · Held · may be shown\n',
      err: '',
    })
    expect(fivefoldJson(['show', dir, 'P3-01'])).toMatchObject({
      attachments: [
        {
          file: {
            consent: {
              people: 'recognisable',
              state: 'held',
              scope: 'publication',
              givenOn: '2026-09-04',
              paper: 'Шкаф 3',
              reference: 'R-7',
              keepUntil: '2028-08-31',
            },
          },
        },
      ],
    })
    expect(fivefold(['undo', dir]).out).toBe('Undone: note the consent of 1 picture\n')
    expect(fivefold(['show', dir, 'P3-01']).out).toContain('held back: consent is missing')
  })

  it('is refused for what is not there, in one sentence, and for wrong words', async () => {
    const { dir, attachment } = await withPhoto()
    expect(fivefold(['consent', dir, 'nothing', '--people', 'none'])).toMatchObject({ code: 1, out: '' })
    expect(fivefold(['consent', dir, attachment, '--given-on', 'soon'])).toMatchObject({ code: 1, out: '' })
    for (const words of [[], ['--people', 'children'], ['--state', 'perhaps']]) {
      const { code, err } = fivefold(['consent', dir, attachment, ...words])
      expect([code, err.trim().split('\n')]).toEqual([2, [expect.any(String)]])
    }
  })
})
