/** The digest of a run, equal to that of `kkgsim.engine.digest`: of bytes, so that one bit of one number changes it. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The digest of some tables whose innermost axis is that of replicates: SHA-256 in hexadecimal, over the hash of each
 * replicate in turn. `crypto.subtle` is not there where a page comes over plain HTTP, so this hashes by itself. */
export function digestOf(tables: readonly Float64Array[], replicates: number): string {
  const whole = sha256.create();
  for (let replicate = 0; replicate < replicates; replicate++) {
    whole.update(replicateDigest(tables, replicate, replicates));
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

/** The same, a few replicates at a time, so that a page goes on answering; stops, with an empty word, once it is no
 * longer wanted. */
export async function digestInPieces(result: Tables, wanted: () => boolean): Promise<string> {
  const [whole, tables, count] = [sha256.create(), Object.values(result.tables), result.replicates.length];
  for (let replicate = 0; replicate < count; replicate++) {
    if (replicate % PIECE === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    if (!wanted()) return "";
    whole.update(replicateDigest(tables, replicate, count));
  }
  return bytesToHex(whole.digest());
}

interface Tables {
  readonly replicates: readonly number[];
  readonly tables: Readonly<Record<string, Float64Array>>;
}

/** Replicates that are hashed at once: some milliseconds. */
const PIECE = 4;

function replicateDigest(tables: readonly Float64Array[], replicate: number, replicates: number): Uint8Array {
  const own = sha256.create();
  for (const table of tables) own.update(bytesOf(table, replicate, replicates));
  return own.digest();
}
