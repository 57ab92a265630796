import { alike, unlike } from './http/curl-parity-table.ts';
import { testParity } from './http/use-parity.ts';

describe('check_curl beside the reference', () => testParity('check_curl', alike, unlike));
