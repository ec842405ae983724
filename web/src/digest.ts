/** The digest of a run, equal to that of `kkgsim.engine.digest`: of bytes, so that one bit of one number changes it. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The digest of some tables whose innermost axis is that of replicates: SHA-256 in hexadecimal, over the hash of each
 * replicate in turn. `crypto.subtle` is not there where a page comes over plain HTTP, so this hashes by itself. */
export function digestOf(tables: readonly Float64Array[], replicates: number): string {
  const whole = sha256.create();
  for (let replicate = 0; replicate < replicates; replicate++) {
    const own = sha256.create();
    for (const table of tables) own.update(bytesOf(table, replicate, replicates));
    whole.update(own.digest());
  }
  return bytesToHex(whole.digest());
}

/** The numbers of one replicate, the least byte first. */
function bytesOf(table: Float64Array, replicate: number, replicates: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer((8 * table.length) / replicates));
  for (let at = replicate, byte = 0; at < table.length; at += replicates, byte += 8) {
    bytes.setFloat64(byte, table[at] as number, true);
  }
  return new Uint8Array(bytes.buffer);
}
