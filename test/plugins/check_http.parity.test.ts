import { alike, unlike } from './http/parity-table.ts';
import { testParity } from './http/use-parity.ts';

describe('check_http beside the reference', () => testParity('check_http', alike, unlike));
