import { fieldValue, readPage } from '../host/http/head.ts';
import type { Recording } from '../host/http/tap.ts';

/** How far a run has come with the page that it asks for now. */
export interface Progress {
  /** Whether there is a connection, with its tunnel and its TLS. */
  connected: boolean;
  /** What has come of the answer so far, once it was asked for over HTTP/1. */
  recording: (() => Recording) | undefined;
}

/** That of a run which has not begun. */
export function noProgress(): Progress {
  return { connected: false, recording: undefined };
}

/** What libcurl says of an exchange that is not done after so many seconds. */
export function curlTimeOut(seconds: number, { connected, recording }: Progress): string {
  const after = `timed out after ${seconds * 1000} milliseconds`;
  if (!connected) return `Connection ${after}`;
  return `Operation ${after} with ${receivedOf(recording?.())}`;
}

function receivedOf(recording: Recording | undefined): string {
  if (recording === undefined || !recording.beginning.includes('\r\n\r\n'))
    return '0 bytes received';
  const { fields, headBytes } = readPage(recording.beginning);
  const length = fieldValue(fields, 'content-length');
  const bytes = recording.bytes - headBytes;
  return length === undefined
    ? `${bytes} bytes received`
    : `${bytes} out of ${length} bytes received`;
}
