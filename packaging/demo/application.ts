// The small web application that the demonstration watches: node application.ts PORT. A process of its own, so that
// it can be stopped, continued and killed like a real one.
import { createServer } from 'node:http';

const [, , port] = process.argv;
createServer((_request, response) => {
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end('Welcome to the orchard.\n');
}).listen(Number(port), '127.0.0.1');
