// Stands in for web-streams-polyfill, which fetch-blob asks for where Node has no streams of the web; it has them, and
// the text of the polyfill would be in the memory of every process.

/** Nothing is missing. */
export const none = undefined;
