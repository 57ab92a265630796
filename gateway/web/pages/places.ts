import { may, type Viewer } from '../../access/viewer.ts';

/** A page that the head of every page leads to, and for whom it is there. */
interface Place {
  readonly path: string;
  readonly name: string;
  readonly fits: (viewer: Viewer) => boolean;
}

/** The pages that the head of every page leads to. */
export const places: readonly Place[] = [
  { path: '/', name: 'Open', fits: () => true },
  { path: '/resolved', name: 'Resolved', fits: () => true },
  { path: '/raise', name: 'Raise', fits: (viewer) => may(viewer, 'raise') },
  { path: '/maintenance', name: 'Maintenance', fits: () => true },
  { path: '/reports', name: 'Compliance', fits: () => true },
  { path: '/capacity', name: 'Capacity', fits: () => true },
  { path: '/solutions', name: 'Solutions', fits: (viewer) => may(viewer, 'operate') },
  { path: '/duty', name: 'Duty', fits: () => true },
  { path: '/outbox', name: 'Outbox', fits: (viewer) => may(viewer, 'operate') },
  { path: '/accounts', name: 'Accounts', fits: (viewer) => may(viewer, 'audit') },
  { path: '/audit', name: 'Audit', fits: (viewer) => may(viewer, 'audit') },
];
