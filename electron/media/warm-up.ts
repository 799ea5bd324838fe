import { randomFillSync } from 'node:crypto'
import { draw } from './draw'
import { libvips, withImages } from './libvips'
import { seenIn } from './renditions'
import { takenIn } from './taken'

/** Of the picture that is drawn and thrown away, in px. Most of the time goes into loading: a larger one only adds to it. */
const width = 400
const height = 300

/** So often it is looked at: from then on the machine code is as fast as it gets, and the first photo takes no longer than others. */
const times = 14

/**
 * Loads what photos need and uses it a few times: the first photo of a worker takes ten times as long as the others, and that is
 * better done while someone is still holding the files.
 */
export async function warmUp(): Promise<null> {
  const bytes = await noise()
  for (let time = 0; time < times; time += 1) {
    // At an eighth of its size, as photos are looked at.
    await draw({ is: 'encoded', bytes, vips: 'plain' }, () => width / 8, seenIn)
    await takenIn(bytes, 'image/jpeg')
  }
  return null
}

/** A JPEG of noise: for its size nothing is more work to read. */
async function noise(): Promise<Uint8Array> {
  const module = await libvips('plain')
  return withImages((keep) => {
    const pixels = randomFillSync(new Uint8Array(width * height * 3))
    const bare = keep(module.Image.newFromMemory(pixels, width, height, 3, module.BandFormat.uchar))
    return keep(bare.copy({ interpretation: 'srgb' })).jpegsaveBuffer({ Q: 90 })
  })
}
