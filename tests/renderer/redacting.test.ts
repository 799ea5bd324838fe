import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  mostPoints,
  mostRegions,
  readRegions,
  writeRegions,
  type BoxRegion,
  type StrokeRegion,
} from '../../electron/domain/redaction'
import { LightTable } from '../../renderer/state/light-table.svelte'
import type { ConsentsState } from '../../renderer/state/consents.svelte'
import type { DetailState } from '../../renderer/state/detail.svelte'
import { Notices } from '../../renderer/state/notices.svelte'
import { Redacting } from '../../renderer/state/redacting.svelte'
import { RegionDraft } from '../../renderer/state/region-draft.svelte'
import { boxBetween, moveRegion, resizeRegion, simplified, zoneOf } from '../../renderer/state/regions'

const box: BoxRegion = { shape: 'box', look: 'pixelated', x: 0.1, y: 0.2, width: 0.2, height: 0.3 }
const stroke: StrokeRegion = {
  shape: 'stroke',
  look: 'covered',
  radius: 0.05,
  points: [
    { x: 0.2, y: 0.2 },
    { x: 0.8, y: 0.5 },
  ],
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a region', () => {
  it('stays in the photo, however it is moved and pulled', () => {
    const step = fc.double({ min: -2, max: 2, noNaN: true })
    const side = fc.constantFrom(-1 as const, 0 as const, 1 as const)
    fc.assert(
      fc.property(fc.constantFrom(box, stroke), step, step, side, side, (region, dx, dy, across, down) => {
        for (const next of [moveRegion(region, dx, dy), resizeRegion(region, { across, down }, dx, dy)])
          expect(readRegions(writeRegions([next]))).not.toBeNull()
        const moved = moveRegion(stroke, dx, dy)
        for (const { x, y } of moved.points) expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThan(-1e-9)
      }),
    )
  })

  it('is drawn from any corner, and not by a click', () => {
    expect(boxBetween({ x: 0.5, y: 0.6 }, { x: 0.2, y: 0.1 })).toEqual({
      x: 0.2,
      y: 0.1,
      width: 0.3,
      height: 0.5,
    })
    expect(boxBetween({ x: 0.5, y: 0.6 }, { x: 0.5, y: 0.6 })).toBeNull()
    expect(boxBetween({ x: -3, y: 0.5 }, { x: 9, y: 0.7 })).toMatchObject({ x: 0, width: 1 })
  })

  it('is a line with few points where the hand went straight', () => {
    const straight = Array.from({ length: 50 }, (_, index) => ({
      x: 0.1 + index / 100,
      y: 0.2 + index / 200,
    }))
    expect(simplified(straight, 0.001)).toEqual([straight[0], straight.at(-1)])
    const bent = [...straight, { x: 0.59, y: 0.9 }]
    expect(simplified(bent, 0.001)).toEqual([straight[0], straight.at(-1), { x: 0.59, y: 0.9 }])
    expect(simplified([{ x: 0.5, y: 0.5 }], 0.1)).toEqual([{ x: 0.5, y: 0.5 }])
  })

  it('has a place in words', () => {
    expect(zoneOf({ ...box, y: 0 })).toBe('topLeft')
    expect(zoneOf({ x: 0.8, y: 0.4, width: 0.1, height: 0.1 })).toBe('right')
    expect(zoneOf({ x: 0.9, y: 0.9, width: 0.1, height: 0.1 })).toBe('bottomRight')
  })
})

describe('what is marked', () => {
  it('goes back step by step: a drag and a row of keys are one each', () => {
    const draft = new RegionDraft()
    draft.load('')
    draft.add(box)
    for (const x of [0.2, 0.3, 0.4]) draft.replace(0, { ...box, x }, 'pointer 0')
    draft.endGesture()
    for (const x of [0.5, 0.6]) draft.replace(0, { ...box, x }, 'pointer 0')
    draft.remove(0)
    const seen = () => draft.regions.map((each) => (each.shape === 'box' ? each.x : null))
    const back: (number | null)[][] = []
    while (draft.canUndo) {
      draft.undo()
      back.push(seen())
    }
    expect(back).toEqual([[0.6], [0.4], [0.1], []])
    expect(draft.isChanged).toBe(false)
    while (draft.canRedo) draft.redo()
    expect(seen()).toEqual([])
    draft.undo()
    draft.add(stroke)
    expect(draft.canRedo).toBe(false)
  })

  it('has an end: what there is no room for is not added', () => {
    const draft = new RegionDraft()
    draft.load(writeRegions(Array.from({ length: mostRegions - 1 }, () => box)))
    expect(draft.add(box, box, box)).toBe(1)
    expect(draft.add(box)).toBe(0)
    expect(readRegions(draft.text)).toHaveLength(mostRegions)
    const long = Array.from({ length: mostPoints }, (_, index) => ({
      x: (index % 90) / 100,
      y: index / mostPoints,
    }))
    draft.load('')
    expect(draft.add({ ...stroke, points: long }, stroke)).toBe(1)
  })
})

/** An engine with two photos, the second one turned to the right. */
function twoPhotos() {
  const kept: Record<string, { redaction: string; isRedactionEnough: boolean }> = {}
  const photo = (id: string, edit: string) => ({
    evidence: { id: 'e', title: '', number: null, cover: '' },
    attachment: {
      id,
      role: 'photo',
      name: `${id}.jpg`,
      caption: '',
      alt: '',
      edit,
      file: {
        hash: id,
        width: 900,
        height: 600,
        consent: kept[id] ?? { redaction: '', isRedactionEnough: false },
      },
    },
  })
  const written: unknown[] = []
  const answer = (value: unknown) => Promise.resolve(JSON.stringify({ ok: true, value }))
  const engine = {
    listSeries: () => answer([photo('a', ''), photo('b', '1_0_0_0_10000_10000')]),
    writeRedaction: (input: { file: string; regions: string; isEnough: boolean }) => {
      written.push(input)
      kept[input.file] = { redaction: input.regions, isRedactionEnough: input.isEnough }
      return answer(null)
    },
    findFaces: () =>
      answer([
        { box, score: 0.9 },
        { box: { ...box, x: 0.6 }, score: 0.8 },
      ]),
  }
  vi.stubGlobal('window', { fivefold: { engine } })
  const notices = new Notices()
  const lightTable = new LightTable({
    detail: {} as DetailState,
    notices,
    consents: {} as ConsentsState,
  })
  return { redacting: new Redacting({ notices, lightTable }), written, kept }
}

describe('covering', () => {
  it('is kept when it is meant, asked for when it is left, and said to be enough of what was looked at', async () => {
    const { redacting, written } = twoPhotos()
    await redacting.open('a')
    expect(redacting.isOpen).toBe(true)
    redacting.add({ shape: 'box', x: 0.1, y: 0.2, width: 0.2, height: 0.3 })
    redacting.leave()
    expect([redacting.isOpen, redacting.isAsking]).toEqual([true, true])
    redacting.leave()
    expect([redacting.isOpen, redacting.isAsking]).toEqual([true, false])
    await redacting.keep()
    expect(redacting.step).toBe('look')
    await redacting.judge()
    expect(redacting.isEnough).toBe(true)
    const regions = 'bp_1000_2000_2000_3000'
    expect(written).toEqual([
      { file: 'a', regions, isEnough: false },
      { file: 'a', regions, isEnough: true },
    ])
    // Marking again and keeping the same says nothing new.
    redacting.markAgain()
    await redacting.keep()
    expect(written).toHaveLength(2)
    redacting.leave()
    expect(redacting.isOpen).toBe(false)
  })

  it('takes the same places over to the next photo, as they are seen, and undoes them as one', async () => {
    const { redacting, kept } = twoPhotos()
    kept.b = { redaction: 'bc_9000_9000_500_500', isRedactionEnough: false }
    await redacting.open('a')
    redacting.add({ shape: 'box', x: 0, y: 0, width: 0.25, height: 0.5 })
    redacting.tool = 'brush'
    redacting.add({ shape: 'stroke', radius: 0.05, points: [{ x: 0.5, y: 0.5 }] })
    await redacting.keep()
    redacting.next({ isSame: true })
    expect(redacting.turn).toBe(1)
    expect(redacting.draft.regions).toHaveLength(3)
    // In the upper left of what is seen: the lower left of the upright photo.
    expect(redacting.draft.regions[1]).toMatchObject({ x: 0, y: 0.75, width: 0.5, height: 0.25 })
    expect(redacting.view(redacting.draft.regions[1] ?? box)).toMatchObject({
      x: 0,
      y: 0,
      width: 0.25,
      height: 0.5,
    })
    expect(redacting.tool).toBe('box')
    redacting.turnsBack('undo')
    expect(redacting.draft.text).toBe('bc_9000_9000_500_500')
    expect(redacting.hasNext).toBe(false)
  })

  it('proposes faces, which are taken one by one or all at once, and are nothing until then', async () => {
    const { redacting } = twoPhotos()
    await redacting.open('a')
    await redacting.findFaces()
    expect(redacting.faces).toMatchObject({ state: 'found', count: 2 })
    expect(redacting.draft.isChanged).toBe(false)
    const [first] = redacting.faces.boxes
    if (first) redacting.takeFace(first)
    expect([redacting.draft.regions.length, redacting.faces.boxes.length]).toEqual([1, 1])
    redacting.look = 'covered'
    redacting.takeAllFaces()
    expect(redacting.draft.regions.map(({ look }) => look)).toEqual(['covered', 'covered'])
    redacting.turnsBack('undo')
    expect(redacting.draft.regions).toHaveLength(1)
  })

  it('is not lost when something else of the portfolio changes meanwhile', async () => {
    const { redacting, kept } = twoPhotos()
    await redacting.open('a')
    redacting.add({ shape: 'box', x: 0.1, y: 0.2, width: 0.2, height: 0.3 })
    await redacting.reload()
    expect(redacting.draft.regions).toHaveLength(1)
    // Nothing is marked that is not kept: what was undone elsewhere is shown.
    await redacting.keep()
    kept.a = { redaction: '', isRedactionEnough: false }
    await redacting.reload()
    expect(redacting.draft.regions).toEqual([])
  })
})
