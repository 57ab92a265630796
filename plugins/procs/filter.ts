import type { Ere } from '../check/ere.ts';
import { fixed } from '../check/fixed.ts';
import type { Matching } from '../check/matching.ts';
import type { Account } from '../host/accounts.ts';
import { commandName, type Process } from '../host/process.ts';

/** One condition on the processes that are looked at; all of them must hold. */
export type Filter =
  | { readonly kind: 'state'; readonly flags: string }
  | { readonly kind: 'parent'; readonly pid: number }
  | { readonly kind: 'user'; readonly account: Account }
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'args'; readonly text: string }
  | { readonly kind: 'args-regex'; readonly text: string; readonly expression: Ere }
  | { readonly kind: 'vsz' | 'rss' | 'pcpu'; readonly least: number }
  | { readonly kind: 'exclude'; readonly names: readonly string[] }
  | { readonly kind: 'cgroup'; readonly path: string }
  | { readonly kind: 'container'; readonly id: string }
  /** One of those of which only the last counts. */
  | { readonly kind: 'overruled'; readonly filter: Filter };

/** Whether the process is one that the filter asks for. */
export function passes(filter: Filter, process: Process, matching: Matching): boolean {
  switch (filter.kind) {
    case 'state':
      return process.state.includes(filter.flags);
    case 'parent':
      return process.ppid === filter.pid;
    case 'user':
      return process.uid === filter.account.uid;
    case 'command':
      return commandName(process) === filter.name;
    case 'args':
      return process.args.includes(filter.text);
    case 'args-regex':
      return matching(filter.expression, process.args);
    case 'vsz':
    case 'rss':
    case 'pcpu':
      return process[filter.kind] >= filter.least;
    case 'exclude':
      return !filter.names.includes(commandName(process));
    case 'cgroup':
      return process.cgroups.some((path) => isWithin(path, filter.path));
    case 'overruled':
      return true;
    case 'container':
      return process.cgroups.some((path) => isOfContainer(path, filter.id));
  }
}

/** The filter in the words of the status line. */
export function describeFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'state':
      return `STATE = ${filter.flags}`;
    case 'parent':
      return `PPID = ${filter.pid}`;
    case 'user':
      return `UID = ${filter.account.uid} (${filter.account.name})`;
    case 'command':
      return `command name '${filter.name}'`;
    case 'args':
      return `args '${filter.text}'`;
    case 'args-regex':
      return `regex args '${filter.text}'`;
    case 'vsz':
      return `VSZ >= ${filter.least}`;
    case 'rss':
      return `RSS >= ${filter.least}`;
    case 'pcpu':
      return `PCPU >= ${fixed(filter.least, 2)}`;
    case 'exclude':
      return `exclude progs '${filter.names.join(',')}'`;
    case 'cgroup':
      return `cgroup '${filter.path}'`;
    case 'overruled':
      return describeFilter(filter.filter);
    case 'container':
      return `container '${filter.id}'`;
  }
}

function isWithin(path: string, group: string): boolean {
  const folder = group.replace(/^\/?/, '/').replace(/\/+$/, '');
  return path === folder || path.startsWith(`${folder}/`);
}

/** Docker, Podman, containerd, CRI-O, LXC and systemd-nspawn write a container's id into the name of a group. */
function isOfContainer(path: string, id: string): boolean {
  return path.split('/').some((part) => {
    const name = part.replace(/\.scope$/, '').replace(containerPrefix, '');
    return name === id || (id.length >= 12 && /^[0-9a-f]{64}$/.test(name) && name.startsWith(id));
  });
}

const containerPrefix = /^(?:docker-|libpod-|cri-containerd-|crio-|lxc\.payload\.|machine-)/;
