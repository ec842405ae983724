/** The digest of a run, equal to that of `kkgsim.engine.digest`: of bytes, so that one bit of one number changes it. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The hash of one lane of some tables whose innermost axis is that of lanes. */
export function digestOf(tables: readonly Float64Array[], lane: number, lanes: number): Uint8Array {
  const hash = sha256.create();
  for (const table of tables) {
    const own = new DataView(new ArrayBuffer((8 * table.length) / lanes));
    for (let at = lane, byte = 0; at < table.length; at += lanes, byte += 8) {
      own.setFloat64(byte, table[at] as number, true);
    }
    hash.update(new Uint8Array(own.buffer));
  }
  return hash.digest();
}

/** The hash of the hashes of all replicates, in their order. */
export function digestOfAll(replicates: readonly Uint8Array[]): string {
  const hash = sha256.create();
  for (const replicate of replicates) hash.update(replicate);
  return bytesToHex(hash.digest());
}
