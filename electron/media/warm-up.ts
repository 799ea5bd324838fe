import { fingerprint } from './fingerprint'
import { libvips, withImages } from './libvips'

/** Edge of the picture that is drawn and thrown away, in px: large enough that the machine code gets ready for photos. */
const edge = 1200

/**
 * Loads what photos need and uses it once: the first photo of a worker takes ten times as long as the others, and that is
 * better done while someone is still holding the files.
 */
export async function warmUp(): Promise<null> {
  const module = await libvips('plain')
  withImages((keep) => {
    const noise = keep(module.Image.gaussnoise(edge, edge))
    const colours = keep(keep(noise.cast('uchar')).bandjoin([noise, noise]))
    const jpeg = keep(colours.copy({ interpretation: 'srgb' })).jpegsaveBuffer({ Q: 90 })
    const options = { access: 'sequential', shrink: 2 } as const
    const image = keep(module.Image.newFromBuffer(jpeg, '', options))
    const small = keep(keep(image.thumbnailImage(edge / 4, { size: 'down' })).copyMemory())
    small.jpegsaveBuffer({ Q: 78 })
    fingerprint(small)
  })
  return null
}
