// Stands in for fetch-blob/from.js, which node-fetch only passes on: its files from disk, which nobody here asks for,
// cost 6 ms of each start.

export { default as File } from 'fetch-blob/file.js';
export { default as Blob } from 'fetch-blob/index.js';
/** Not there. */
export const blobFrom = undefined;
/** Not there. */
export const blobFromSync = undefined;
/** Not there. */
export const fileFrom = undefined;
/** Not there. */
export const fileFromSync = undefined;
