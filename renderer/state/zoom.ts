type Size = { width: number; height: number }

/** How a picture lies in its frame: how many times larger than whole, and how far its middle is moved, in px. */
export type Zoom = { scale: number; x: number; y: number }

const largestScale = 8

/** The largest size in px of a picture that is whole within a room; never larger than the picture itself. */
export function containIn(room: Size, picture: Size): Size {
  const scale = Math.min(room.width / picture.width, room.height / picture.height, 1)
  return { width: picture.width * scale, height: picture.height * scale }
}

/** Closer or further by a factor, about a point of the frame (in px from its middle), which stays where it is. */
export function nextZoom({ scale, x, y }: Zoom, factor: number, at = { x: 0, y: 0 }): Zoom {
  const next = Math.min(largestScale, Math.max(1, scale * factor))
  const by = next / scale
  return { scale: next, x: at.x - (at.x - x) * by, y: at.y - (at.y - y) * by }
}

/** Keeps the picture in its frame: no edge is pulled further in than it must be. */
export function limitPan({ scale, x, y }: Zoom, picture: Size, room: Size): Zoom {
  const spare = (length: number, frame: number) => Math.max(0, (length * scale - frame) / 2)
  const [across, down] = [spare(picture.width, room.width), spare(picture.height, room.height)]
  return { scale, x: Math.min(across, Math.max(-across, x)), y: Math.min(down, Math.max(-down, y)) }
}
