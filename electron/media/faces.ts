import type { SeenFace } from '../contract/redaction-requests'
import { draw } from './draw'
import { faceNetwork, seenEdge, type SeenSquare } from './face-network'
import { withImages, type Image } from './libvips'
import { ownMemory } from './memory'
import { pictureIn } from './picture-in'
import type { Size } from './pixels'

/** The picture is looked at with this longest edge, in px: of a class in three rows each face has 40 px then. */
const lookedAtEdge = 1600

/** The squares that it is cut into, in px. */
const cutEdge = 640

/** How many px of the picture one px of such a square stands for. */
const cutScale = cutEdge / seenEdge

/** Neighbouring squares share this many px: no face lies on a border of all of them. */
const shared = 128

/** In the whole picture smaller ones than this are left to the squares, which see them better; px of what the network sees. */
const leastInWhole = 40

/** Less sure than this is no proposal; a wrong one costs a click, a missed one a face. */
const leastScore = 0.35

/** Two boxes that share so much of what both cover are one face. */
const sameFace = 0.35

/** Faces are covered with hair, chin and ears: the box grows by this part of its size on each side. */
const around = 0.12

/**
 * Looks for faces, the surest first: in the whole picture, and square by square for small ones. Boxes are in fractions of
 * the upright picture. No face for a file without a picture that can be read. Throws only when the file is gone.
 */
export async function findFaces(order: {
  source: string
  type: string
}): Promise<{ faces: SeenFace[]; memory: number }> {
  const { raw } = await pictureIn(order.source, order.type, { edge: lookedAtEdge, page: 1 })
  if (typeof raw === 'string') return { faces: [], memory: ownMemory() }
  const squares = await draw(raw, () => lookedAtEdge, squaresOf)
  const look = await faceNetwork()
  const seen: SeenSquare[] = []
  for (const { pixels, left, top, scale } of squares?.result.squares ?? []) {
    for (const face of look(pixels, leastScore)) {
      if (scale > cutScale && face.right - face.left < leastInWhole) continue
      const at = (value: number, from: number) => from + value * scale
      seen.push({
        left: at(face.left, left),
        right: at(face.right, left),
        top: at(face.top, top),
        bottom: at(face.bottom, top),
        score: face.score,
      })
    }
  }
  const size = squares?.result.size ?? { width: 1, height: 1 }
  return { faces: withoutTwins(seen).flatMap((face) => proposalOf(face, size)), memory: ownMemory() }
}

/** A square cut out of the picture: where it begins, and how many px of the picture one of its px stands for. */
type Square = { pixels: Uint8Array; left: number; top: number; scale: number }

function squaresOf(picture: Image): { size: Size; squares: Square[] } {
  const size = { width: picture.width, height: picture.height }
  const longest = Math.max(size.width, size.height)
  const whole = squareOf(picture, { left: 0, top: 0, edge: longest })
  const parts =
    longest <= cutEdge
      ? []
      : starts(size.height).flatMap((top) =>
          starts(size.width).map((left) => squareOf(picture, { left, top, edge: cutEdge })),
        )
  return { size, squares: [whole, ...parts] }
}

/** Where squares begin along an edge, so that they cover all of it and share enough. */
function starts(length: number): number[] {
  if (length <= cutEdge) return [0]
  const count = Math.ceil((length - shared) / (cutEdge - shared))
  return Array.from({ length: count }, (_, index) => Math.round(((length - cutEdge) * index) / (count - 1)))
}

/** What lies beyond the picture is black. */
function squareOf(picture: Image, { left, top, edge }: { left: number; top: number; edge: number }): Square {
  const scale = edge / seenEdge
  const pixels = withImages((keep) => {
    const width = Math.min(edge, picture.width - left)
    const height = Math.min(edge, picture.height - top)
    const part = keep(picture.crop(left, top, width, height))
    const small = scale === 1 ? part : keep(part.resize(1 / scale))
    return Uint8Array.from(keep(small.embed(0, 0, seenEdge, seenEdge)).writeToMemory())
  })
  return { pixels, left, top, scale }
}

/** Of boxes that show one face the surest stays. */
function withoutTwins(seen: readonly SeenSquare[]): SeenSquare[] {
  const kept: SeenSquare[] = []
  for (const face of [...seen].sort((one, other) => other.score - one.score)) {
    if (kept.every((other) => shareOf(face, other) < sameFace)) kept.push(face)
  }
  return kept
}

/** How much of the smaller of two boxes both cover: half a face at the border of a square lies within the whole one. */
function shareOf(one: SeenSquare, other: SeenSquare): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / Math.min(areaOf(one), areaOf(other))
}

function areaOf({ left, top, right, bottom }: SeenSquare): number {
  return (right - left) * (bottom - top)
}

function proposalOf(face: SeenSquare, size: Size): SeenFace[] {
  const [wide, high] = [(face.right - face.left) * around, (face.bottom - face.top) * around]
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  const [x, right] = [clamp((face.left - wide) / size.width), clamp((face.right + wide) / size.width)]
  const [y, bottom] = [clamp((face.top - high) / size.height), clamp((face.bottom + high) / size.height)]
  const box = {
    shape: 'box' as const,
    look: 'pixelated' as const,
    x,
    y,
    width: right - x,
    height: bottom - y,
  }
  return box.width > 0 && box.height > 0 ? [{ box, score: face.score }] : []
}
