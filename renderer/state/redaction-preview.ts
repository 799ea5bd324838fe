import { extentOf, mosaicsOf, reachOf } from '../../electron/domain/mosaic'
import type { Region } from '../../electron/domain/redaction'

/** The preview is no finer than this along its longest edge, in px. */
const finest = 1600

/**
 * Draws over an upright picture what its regions will look like: the same cells in the same places, without the noise and the
 * rounding that the kept picture has.
 */
export function paintPreview(
  canvas: HTMLCanvasElement,
  image: HTMLImageElement,
  regions: readonly Region[],
): void {
  const scale = Math.min(1, finest / Math.max(image.naturalWidth, image.naturalHeight, 1))
  const size = {
    width: Math.max(1, Math.round(image.naturalWidth * scale)),
    height: Math.max(1, Math.round(image.naturalHeight * scale)),
  }
  canvas.width = size.width
  canvas.height = size.height
  const context = canvas.getContext('2d')
  if (!context || !image.complete || image.naturalWidth === 0) return
  for (const { regions: joined, frame, columns, rows } of mosaicsOf(regions, size)) {
    const cells = sheet(columns, rows, (small) => {
      small.imageSmoothingQuality = 'high'
      const { naturalWidth: width, naturalHeight: height } = image
      small.drawImage(
        image,
        frame.x * width,
        frame.y * height,
        frame.width * width,
        frame.height * height,
        0,
        0,
        columns,
        rows,
      )
    })
    const shape = sheet(size.width, size.height, (mask) => {
      for (const region of joined) fill(mask, region, size)
      mask.globalCompositeOperation = 'source-in'
      mask.imageSmoothingEnabled = false
      mask.drawImage(
        cells,
        frame.x * size.width,
        frame.y * size.height,
        frame.width * size.width,
        frame.height * size.height,
      )
    })
    context.drawImage(shape, 0, 0)
  }
  context.fillStyle = context.strokeStyle = coverColour
  for (const region of regions) if (region.look === 'covered') fill(context, region, size)
}

/** As electron/media/redact.ts paints it. */
const coverColour = 'rgb(38 38 42)'

function fill(
  context: CanvasRenderingContext2D,
  region: Region,
  size: { width: number; height: number },
): void {
  if (region.shape === 'box') {
    const { x, y, width, height } = extentOf(region, size)
    context.fillRect(x * size.width, y * size.height, width * size.width, height * size.height)
    return
  }
  const [first, ...others] = region.points
  if (!first) return
  context.lineWidth = reachOf(region) * Math.max(size.width, size.height) * 2
  context.lineCap = context.lineJoin = 'round'
  context.beginPath()
  context.moveTo(first.x * size.width, first.y * size.height)
  for (const { x, y } of others.length > 0 ? others : [first]) context.lineTo(x * size.width, y * size.height)
  context.stroke()
}

function sheet(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context) draw(context)
  return canvas
}
