import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Viewer } from '../../../access/viewer.ts';
import type { BoardChange } from '../../../board/board.ts';
import { type BoardFilter, filterQuery, fits, readFilter } from '../../../board/filter.ts';
import { viewerOf } from '../../gate.ts';
import { render } from '../../html.ts';
import { namesIn } from '../names.ts';
import type { PageParts } from '../parts.ts';
import { counts, titleOf } from './board.ts';
import { boardRow } from './board-row.ts';

/** How long one stream lasts, in milliseconds: the browser opens the next, and the gate looks anew at who it is. */
const lifetime = 60_000;
/** More than so many rows at once, and the browser fetches the page instead. */
const mostRows = 60;
/** A browser that does not read is let go before its rows fill the memory, in bytes. */
const mostWaiting = 1_000_000;

/** Everybody who watches the same rows: what is sent is made once for all of them. */
interface Audience {
  readonly viewer: Viewer;
  readonly filter: BoardFilter;
  readonly streams: Set<ServerResponse>;
}

/** `/board/changes`: the rows that change, as server-sent events. */
export function mountBoardStream(server: FastifyInstance, parts: PageParts): void {
  const { board } = parts;
  const audiences = new Map<string, Audience>();
  const stopWatching = board.watch((change) => tellAll(audiences, change, parts));
  server.addHook('preClose', async () => {
    stopWatching();
    for (const { streams } of audiences.values()) for (const stream of streams) stream.end();
  });
  server.get('/board/changes', async (request, reply) => {
    const viewer = viewerOf(request);
    const filter = readFilter(request.query);
    const audience = audienceOf(audiences, viewer, filter);
    const { since } = Object(request.query) as { readonly since?: string };
    const seen = request.headers['last-event-id'] ?? since;
    const { revision } = await board.read();
    const stream = openStream(reply);
    stream.write('retry: 1000\n\n');
    if (seen !== revision) stream.write(event('reload', revision, {}));
    audience.streams.add(stream);
    const end = setTimeout(() => stream.end(), lifetime * (0.75 + Math.random() / 2)).unref();
    stream.once('close', () => {
      clearTimeout(end);
      audience.streams.delete(stream);
      if (audience.streams.size === 0) audiences.delete(keyOf(viewer, filter));
    });
    return reply;
  });
}

function openStream(reply: FastifyReply): ServerResponse {
  const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream' };
  reply.hijack();
  reply.raw.writeHead(200, headers as Record<string, string>);
  return reply.raw;
}

function audienceOf(
  audiences: Map<string, Audience>,
  viewer: Viewer,
  filter: BoardFilter,
): Audience {
  const key = keyOf(viewer, filter);
  const known = audiences.get(key);
  if (known !== undefined) return known;
  const fresh = { viewer, filter, streams: new Set<ServerResponse>() };
  audiences.set(key, fresh);
  return fresh;
}

/** The same for all who see the same: their names count only where they ask for their own. */
function keyOf({ role, customer, name }: Viewer, filter: BoardFilter): string {
  return JSON.stringify([role, customer, filter.mine === true ? name : '', filterQuery(filter)]);
}

function tellAll(
  audiences: ReadonlyMap<string, Audience>,
  change: BoardChange,
  { inventory, now }: PageParts,
): void {
  if (audiences.size === 0) return;
  const time = now();
  const names = namesIn(inventory());
  const rows = new Map<number, object>();
  const rowOf = (id: number) => {
    const entry = change.byId.get(id);
    if (entry === undefined) throw new Error(`incident ${id} is not on the board`);
    const row = rows.get(id) ?? {
      id,
      html: render(boardRow({ view: entry.at(time), worker: entry.worker }, names)),
    };
    rows.set(id, row);
    return row;
  };
  for (const audience of audiences.values()) {
    const message = messageFor(audience, change, { time, rowOf });
    for (const stream of audience.streams) tell(stream, message);
  }
}

interface Telling {
  readonly time: number;
  readonly rowOf: (id: number) => object;
}

function messageFor(
  { viewer, filter }: Audience,
  { entries, byId, changed, revision }: BoardChange,
  { time, rowOf }: Telling,
): string {
  const isShown = fits(filter, viewer);
  const shown = entries.filter((entry) => isShown(entry, time));
  const [open, gone] = divide(changed, (id) => {
    const entry = byId.get(id);
    return entry !== undefined && isShown(entry, time);
  });
  if (open.length > mostRows) return event('reload', revision, {});
  return event('rows', revision, {
    rows: open.map(rowOf),
    gone,
    counts: render(counts(shown, time)),
    total: shown.length,
    title: titleOf(shown.length),
  });
}

function divide<Thing>(things: readonly Thing[], fitting: (thing: Thing) => boolean) {
  return [things.filter(fitting), things.filter((thing) => !fitting(thing))] as const;
}

function tell(stream: ServerResponse, message: string): void {
  if (stream.writableLength > mostWaiting) stream.destroy();
  else stream.write(message);
}

function event(name: string, id: string, data: object): string {
  return `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
