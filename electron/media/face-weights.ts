import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as v from 'valibot'

/** The numbers of the network that finds faces, by name. */
export type Weights = (name: string) => { shape: number[]; values: Float32Array }

const manifest = v.array(
  v.object({
    weights: v.array(
      v.object({
        name: v.string(),
        shape: v.array(v.number()),
        dtype: v.picklist(['float32', 'int32']),
        quantization: v.optional(v.object({ scale: v.number(), min: v.number(), dtype: v.literal('uint8') })),
      }),
    ),
  }),
)

/**
 * The weights of SSD MobileNet V1 as @vladmandic/face-api brings them (MIT; trained on WIDER FACE by
 * github.com/yeephycho/tensorflow-face-detection, Apache-2.0): a byte a number, with scale and offset for each layer.
 */
export async function readWeights(): Promise<Weights> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
    'model',
  )
  const text = await readFile(join(folder, 'ssd_mobilenetv1_model-weights_manifest.json'), 'utf8')
  const bytes = await readFile(join(folder, 'ssd_mobilenetv1_model.bin'))
  const found = new Map<string, { shape: number[]; values: Float32Array }>()
  let from = 0
  for (const { weights } of v.parse(manifest, JSON.parse(text))) {
    for (const { name, shape, quantization } of weights) {
      const count = shape.reduce((product, each) => product * each, 1)
      const part = bytes.subarray(from, from + count * (quantization ? 1 : 4))
      from += part.length
      const values = quantization
        ? Float32Array.from(part, (each) => each * quantization.scale + quantization.min)
        : Float32Array.from({ length: count }, (_, index) => part.readFloatLE(index * 4))
      found.set(name, { shape, values })
    }
  }
  return (name) => {
    const weight = found.get(name)
    if (!weight) throw new Error(`the network has no ${name}`)
    return weight
  }
}
