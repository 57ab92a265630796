/** One message between the holder and an executor: a number that both know a job by, and bytes. */
export interface Frame {
  readonly number: number;
  readonly bytes: Buffer;
}

/** The number of a frame that only asks whether the other side is there, or tells of a process group. */
export const hello = 0;

/** A process group that an executor has started for a job. */
export interface StartedGroup {
  readonly number: number;
  readonly pid: number;
}

/** A `hello` that tells of a process group. */
export function encodeGroup({ number, pid }: StartedGroup): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeUInt32BE(number, 0);
  bytes.writeUInt32BE(pid, 4);
  return encodeFrame(hello, bytes);
}

/** The process group that a `hello` tells of; undefined where it only asks. */
export function decodeGroup(bytes: Buffer): StartedGroup | undefined {
  if (bytes.length !== 8) return undefined;
  return { number: bytes.readUInt32BE(0), pid: bytes.readUInt32BE(4) };
}

/** The descriptor on which an executor talks with the holder that started it. */
export const holderDescriptor = 3;

/** A frame on the wire: the length of its bytes and its number, 32 bits each, then the bytes. */
export function encodeFrame(number: number, bytes: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(headerLength + bytes.length);
  frame.writeUInt32BE(bytes.length, 0);
  frame.writeUInt32BE(number, 4);
  bytes.copy(frame, headerLength);
  return frame;
}

/** Cuts a stream into frames, however its pieces fall. */
export function frameSplitter(): (chunk: Buffer) => readonly Frame[] {
  let pieces: Buffer[] = [];
  let have = 0;
  let need = headerLength;
  return (chunk) => {
    pieces.push(chunk);
    have += chunk.length;
    if (have < need) return [];
    const bytes = pieces.length === 1 ? chunk : Buffer.concat(pieces);
    const frames: Frame[] = [];
    let at = 0;
    for (;;) {
      need = headerLength;
      if (bytes.length - at < need) break;
      need += bytes.readUInt32BE(at);
      if (bytes.length - at < need) break;
      const number = bytes.readUInt32BE(at + 4);
      frames.push({ number, bytes: bytes.subarray(at + headerLength, at + need) });
      at += need;
    }
    const rest = bytes.subarray(at);
    pieces = rest.length === 0 ? [] : [rest];
    have = rest.length;
    return frames;
  };
}

const headerLength = 8;
