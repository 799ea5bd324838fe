declare module 'heic-decode' {
  type Decoded = { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> }
  type Found = { width: number; height: number; decode: () => Promise<Decoded> }

  const decode: {
    (order: { buffer: Uint8Array }): Promise<Decoded>
    all: (order: { buffer: Uint8Array }) => Promise<Found[] & { dispose: () => void }>
  }
  // eslint-disable-next-line no-restricted-syntax -- the package is CommonJS
  export default decode
}
