import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type * as Tf from '@tensorflow/tfjs-core'
import { readWeights, type Weights } from './face-weights'

/** What the network sees at once: a square of so many px. */
export const seenEdge = 512

/** A face, in px of the square. */
export type SeenSquare = { left: number; top: number; right: number; bottom: number; score: number }

/** Finds faces in a square of `seenEdge` px, three bytes a px; those of which it is surer than `least`. */
export type FaceNetwork = (pixels: Uint8Array, least: number) => SeenSquare[]

/** Layers of MobileNet V1 that halve the picture. */
const halving = [2, 4, 6, 12]
const layers = 13

let network: Promise<FaceNetwork> | null = null

/** The network, loaded once: it takes 30 MB. Plain WebAssembly on one thread, without a graphics card. */
export function faceNetwork(): Promise<FaceNetwork> {
  return (network ??= load())
}

async function load(): Promise<FaceNetwork> {
  const tf = await import('@tensorflow/tfjs-core')
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  const core = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(join(dirname(core), sep))
  tf.enableProdMode()
  await tf.setBackend('wasm')
  const run = build(tf, await readWeights())
  return (pixels, least) => tf.tidy(() => pick(run(pixels), least))
}

type Output = { boxes: Tf.Tensor2D; logits: Tf.Tensor2D; anchors: Float32Array }

/**
 * The forward pass of SSD MobileNet V1 (Liu et al. 2016, Howard et al. 2017) as in face-api's `ssdMobilenetv1`; what
 * follows each depthwise layer to even its values out is multiplied into the layer.
 */
function build(tf: typeof Tf, weights: Weights): (pixels: Uint8Array) => Output {
  const four = (name: string) => {
    const { shape, values } = weights(name)
    return tf.tensor4d(values, shape as [number, number, number, number])
  }
  const one = (name: string) => tf.tensor1d(weights(name).values)

  type Layer = (x: Tf.Tensor4D) => Tf.Tensor4D

  function pointwise(name: string, stride: number): Layer {
    const filter = four(`${name}/weights`)
    const bias = one(`${name}/convolution_bn_offset`)
    return (x) => tf.fused.conv2d({ x, filter, bias, strides: stride, pad: 'same', activation: 'relu6' })
  }

  function depthwise(name: string, stride: number): Layer {
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
      (part) => weights(`${name}/BatchNorm/${part}`).values,
    )
    const { shape, values } = weights(`${name}/depthwise_weights`)
    const channels = gamma?.length ?? 0
    const scale = Float32Array.from(
      { length: channels },
      (_, i) => (gamma?.[i] ?? 0) / Math.sqrt((variance?.[i] ?? 0) + 0.001),
    )
    const filter = tf.tensor4d(
      values.map((value, i) => value * (scale[i % channels] ?? 0)),
      shape as [number, number, number, number],
    )
    const bias = tf.tensor1d(scale.map((each, i) => (beta?.[i] ?? 0) - (mean?.[i] ?? 0) * each))
    return (x) =>
      tf.fused.depthwiseConv2d({ x, filter, bias, strides: stride, pad: 'same', activation: 'relu6' })
  }

  function predictor(index: number): (x: Tf.Tensor4D) => { boxes: Tf.Tensor2D; logits: Tf.Tensor2D } {
    const name = `Prediction/BoxPredictor_${index}`
    const [boxes, logits] = ['BoxEncodingPredictor', 'ClassPredictor'].map((part) => ({
      filter: four(`${name}/${part}/weights`),
      bias: one(`${name}/${part}/biases`),
    }))
    const predict = (x: Tf.Tensor4D, part: typeof boxes, width: number) => {
      if (!part) throw new Error('a predictor without weights')
      return tf.reshape<Tf.Rank.R2>(tf.fused.conv2d({ x, ...part, strides: 1, pad: 'same' }), [-1, width])
    }
    return (x) => ({ boxes: predict(x, boxes, 4), logits: predict(x, logits, 3) })
  }

  const first = pointwise('MobilenetV1/Conv2d_0_pointwise', 2)
  const body = Array.from({ length: layers }, (_, index) => {
    const number = index + 1
    const spread = depthwise(`MobilenetV1/Conv2d_${number}_depthwise`, halving.includes(number) ? 2 : 1)
    const mix = pointwise(`MobilenetV1/Conv2d_${number}_pointwise`, 1)
    return (x: Tf.Tensor4D) => mix(spread(x))
  })
  const tail = Array.from({ length: 8 }, (_, index) =>
    pointwise(`Prediction/Conv2d_${index}_pointwise`, index % 2 === 0 ? 1 : 2),
  )
  const predictors = Array.from({ length: 6 }, (_, index) => predictor(index))
  const anchors = weights('Output/extra_dim').values

  return (pixels) => {
    const bytes = tf.tensor4d(pixels, [1, seenEdge, seenEdge, 3], 'int32')
    let x = first(tf.sub(tf.div(tf.cast(bytes, 'float32'), 127.5), 1))
    const looked: Tf.Tensor4D[] = []
    for (const [index, layer] of body.entries()) {
      x = layer(x)
      if (index === 10 || index === layers - 1) looked.push(x)
    }
    for (const [index, layer] of tail.entries()) {
      x = layer(x)
      if (index % 2 === 1) looked.push(x)
    }
    const said = looked.flatMap((each, index) => predictors[index]?.(each) ?? [])
    return {
      boxes: tf.concat2d(
        said.map(({ boxes }) => boxes),
        0,
      ),
      logits: tf.concat2d(
        said.map(({ logits }) => logits),
        0,
      ),
      anchors,
    }
  }
}

/** The boxes that count as faces. An anchor is top, left, bottom, right; what the network says moves and stretches it. */
function pick({ boxes, logits, anchors }: Output, least: number): SeenSquare[] {
  const [moves, sure] = [boxes.dataSync(), logits.dataSync()]
  const seen: SeenSquare[] = []
  for (let index = 0; index * 4 < anchors.length; index += 1) {
    const score = 1 / (1 + Math.exp(-(sure[index * 3 + 1] ?? 0)))
    if (score < least) continue
    const [top = 0, left = 0, bottom = 0, right = 0] = anchors.subarray(index * 4)
    const [down = 0, across = 0, taller = 0, wider = 0] = moves.subarray(index * 4)
    const [height, width] = [bottom - top, right - left]
    const y = (down / 10) * height + top + height / 2
    const x = (across / 10) * width + left + width / 2
    const [halfHeight, halfWidth] = [(Math.exp(taller / 5) * height) / 2, (Math.exp(wider / 5) * width) / 2]
    seen.push({
      left: (x - halfWidth) * seenEdge,
      top: (y - halfHeight) * seenEdge,
      right: (x + halfWidth) * seenEdge,
      bottom: (y + halfHeight) * seenEdge,
      score,
    })
  }
  return seen
}
