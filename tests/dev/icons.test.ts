import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../support/command-line'

const folder = join(projectFolder, 'resources/icons')
const read = (name: string) => readFileSync(join(folder, name))

/** Width and height of a PNG, from its header. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.toString('latin1', 1, 4)).toBe('PNG')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the icons', () => {
  it('for Linux are PNGs of the sizes that their names say', () => {
    const names = readdirSync(join(folder, 'linux'))
    expect(names).toHaveLength(8)
    for (const name of names) {
      const [width, height] = sizeOf(read(join('linux', name)))
      expect(name).toBe(`${width}x${height}.png`)
    }
  })

  it('for Windows are one ICO, from 16 to 256 px', () => {
    const ico = read('icon.ico')
    const count = ico.readUInt16LE(4)
    const sizes = Array.from({ length: count }, (_, index) => {
      const entry = 6 + 16 * index
      const at = ico.readUInt32LE(entry + 12)
      const png = ico.subarray(at, at + ico.readUInt32LE(entry + 8))
      const [width] = sizeOf(png)
      expect(ico.readUInt8(entry)).toBe(width % 256)
      return width
    })
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256])
  })

  it('for macOS are one ICNS, up to 1024 px', () => {
    const icns = read('icon.icns')
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
    const sizes: number[] = []
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      sizes.push(sizeOf(icns.subarray(at + 8))[0])
    expect(Math.min(...sizes)).toBe(16)
    expect(Math.max(...sizes)).toBe(1024)
  })
})
