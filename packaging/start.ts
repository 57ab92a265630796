// The main script of the executable. Small, because Node's own code cache for it holds no function that a run calls.
import { runBundled } from './bundled.ts';

runBundled('program');
