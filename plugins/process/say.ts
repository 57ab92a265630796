/** Writes a text, and gives the exit status that goes with it. */
export function say(stream: NodeJS.WritableStream, text: string, status: number): number {
  stream.write(text);
  return status;
}
