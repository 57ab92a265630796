// On every page: counts the times left down, and obeys keys. Without it the pages say the same, as of their making.
import { countDown } from './countdown.js';
import { obeyKeys } from './keys.js';

countDown();
setInterval(countDown, 1000);
obeyKeys();
