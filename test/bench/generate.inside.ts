// `config generate INVENTORY OUT` in a process of its own; prints the most memory that it ever held, in MiB.
import { recordedResults } from '../../gateway/client/recorded.ts';
import { configCommand } from '../../nagios-config/command.ts';

const [inventory = '', out = ''] = process.argv.slice(2);
const silent = { write: () => undefined };
const args = ['generate', '--inventory', inventory, '--out', out, '--now', '2026-10-16'];
const command = configCommand({ recorded: async () => recordedResults });
process.exitCode = await command(args, { stdout: silent, stderr: process.stderr });
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
