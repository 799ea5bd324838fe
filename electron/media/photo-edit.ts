import { editedSize, tiltScale, type Crop, type PhotoEdit } from '../domain/photo-edit'
import type { EdgeFor } from './draw'
import { withImages, type Image, type VipsModule } from './libvips'
import type { Size } from './pixels'

/** However small the part that is kept, no picture is decoded larger than this, in px: a worker has to hold it thrice. */
const largestDecoded = 6000

/** How large a picture must be decoded so that what an edit leaves of it has a longest edge of `edge` px. */
export function edgeBefore(edit: PhotoEdit, edge: number): EdgeFor {
  return (size) => {
    const kept = editedSize(size, edit)
    const part = Math.max(kept.width, kept.height) / Math.max(size.width, size.height, 1)
    return Math.min(largestDecoded, Math.ceil(edge / Math.min(1, part)))
  }
}

/** Turns, straightens and crops an upright picture, and hands it to the work. */
export function withEdit<Result>(
  module: VipsModule,
  { picture, edit }: { picture: Image; edit: PhotoEdit },
  work: (picture: Image) => Result,
): Result {
  return withImages((keep) => {
    const straight = tilted(module, turned(picture, edit.turn, keep), edit.tilt, keep)
    return work(edit.crop ? keep(cropped(straight, edit.crop)) : straight)
  })
}

type Keep = (image: Image) => Image

function turned(picture: Image, turn: PhotoEdit['turn'], keep: Keep): Image {
  const angle = ([null, 'd90', 'd180', 'd270'] as const)[turn]
  return angle === null ? picture : keep(picture.rot(angle))
}

/** Tilts about the middle and keeps the largest part of the same shape that has no empty corner. */
function tilted(module: VipsModule, picture: Image, tilt: number, keep: Keep): Image {
  if (tilt === 0) return picture
  const scale = tiltScale(picture, tilt)
  const interpolate = module.Interpolate.newFromName('bicubic')
  try {
    const whole = keep(keep(picture.rotate(tilt, { interpolate })).copyMemory())
    const width = Math.max(1, Math.floor(picture.width / scale))
    const height = Math.max(1, Math.floor(picture.height / scale))
    return keep(
      whole.crop(
        Math.round((whole.width - width) / 2),
        Math.round((whole.height - height) / 2),
        width,
        height,
      ),
    )
  } finally {
    interpolate.delete()
  }
}

function cropped(picture: Image, crop: Crop): Image {
  const { left, top, width, height } = pixelsOf(crop, picture)
  return picture.crop(left, top, width, height)
}

/** A crop in whole px, within the picture and at least one px large. */
function pixelsOf(crop: Crop, size: Size): Size & { left: number; top: number } {
  const left = Math.min(size.width - 1, Math.round(crop.x * size.width))
  const top = Math.min(size.height - 1, Math.round(crop.y * size.height))
  return {
    left,
    top,
    width: Math.max(1, Math.min(size.width - left, Math.round(crop.width * size.width))),
    height: Math.max(1, Math.min(size.height - top, Math.round(crop.height * size.height))),
  }
}
