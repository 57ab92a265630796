import { flag, type Option, type Spelling, value, values } from '../check/option.ts';
import { anyText, numberText, secondsText } from '../check/readers.ts';

/** The options of check_disk. Most act in the order given: they are read again, one by one, in `steps.ts`. */
export const options = {
  warning: inOrder(
    'WARNING when that much space or less is free: units (-u) or a percentage (10%); both may be given',
    { short: 'w', argument: 'FREE' },
  ),
  critical: inOrder('CRITICAL when that much space or less is free', {
    short: 'c',
    argument: 'FREE',
  }),
  iwarning: inOrder('WARNING when that percentage of inodes or less is free', {
    short: 'W',
    argument: 'PERCENT%',
  }),
  icritical: inOrder('CRITICAL when that percentage of inodes or less is free', {
    short: 'K',
    argument: 'PERCENT%',
  }),
  path: inOrder('Check the file system of this path, with the limits and the group given before', {
    short: 'p',
    argument: 'PATH',
    aliases: ['partition'],
  }),
  'ereg-path': inOrder('Check what has a mount point or device that matches', {
    short: 'r',
    argument: 'REGEX',
    aliases: ['ereg-partition'],
  }),
  'eregi-path': inOrder('The same, in upper or lower case', {
    short: 'R',
    argument: 'REGEX',
    aliases: ['eregi-partition'],
  }),
  all: flag('Check all file systems, with the limits given before', { short: 'A' }),
  'ignore-ereg-path': inOrder('Of what is selected, leave out what matches', {
    short: 'i',
    argument: 'REGEX',
    aliases: ['ignore-ereg-partition'],
  }),
  'ignore-eregi-path': inOrder('The same, in upper or lower case', {
    short: 'I',
    argument: 'REGEX',
    aliases: ['ignore-eregi-partition'],
  }),
  group: inOrder('Sum up what is selected after this, under a name', {
    short: 'g',
    argument: 'NAME',
  }),
  clear: flag(
    'Forget the limits and the group; what is not selected by now is selected with them',
    {
      short: 'C',
    },
  ),
  'exact-match': flag('Take paths for mount points or devices only, not for what is below them', {
    short: 'E',
  }),
  exclude_device: values(
    'Leave out this device or mount point',
    { short: 'x', argument: 'DEVICE' },
    anyText,
  ),
  'exclude-type': inOrder('Leave out file systems whose whole type matches', {
    short: 'X',
    argument: 'TYPE_REGEX',
  }),
  'include-type': inOrder('Check only file systems whose whole type matches', {
    short: 'N',
    argument: 'TYPE_REGEX',
  }),
  local: flag('Leave out the file systems of other machines', { short: 'l' }),
  'stat-remote-fs': flag('The same, but see whether they can be reached', { short: 'L' }),
  units: inOrder('bytes, kB, MB, GB, TB or PB, all powers of 1024 (default: MB)', {
    short: 'u',
    argument: 'UNIT',
  }),
  kilobytes: flag('Same as --units kB', { short: 'k' }),
  megabytes: flag('Same as --units MB', { short: 'm' }),
  'errors-only': flag('Name only what is not OK', { short: 'e' }),
  quiet: flag('An old name of --errors-only', { short: 'q' }),
  mountpoint: flag('Name the device instead of the mount point', { short: 'M' }),
  'freespace-ignore-reserved': flag('Leave blocks that only root may use out of the total', {
    short: 'f',
  }),
  iperfdata: flag('Add the inodes to the perfdata', { short: 'P' }),
  'ignore-missing': flag('Pass over paths that are not there and expressions that match nothing', {
    short: 'n',
    ours: true,
  }),
  'mount-timeout': value(
    'Seconds after which a file system that does not answer is given up (default: half of --timeout)',
    { argument: 'SECONDS', ours: true },
    secondsText,
  ),
  forecast: value(
    'WARNING when a file system will be full within that many days, as it has grown while this process ran',
    { argument: 'DAYS', ours: true },
    numberText,
  ),
};

function inOrder(
  says: string,
  spelling: Spelling & { readonly argument: string },
): Option<readonly string[]> {
  return values(says, spelling, anyText);
}
