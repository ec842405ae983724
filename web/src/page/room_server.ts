/** What a page that `kkgsim app` hands out may ask of it: proposals for the board, and school lists to read. Requests go
 * to the address that the page itself came from and nowhere else. */

/** Where a request goes: under the page's own path, which holds the room's code. */
function at(what: string): string {
  return `${location.pathname.replace(/\/$/, "")}/${what}`;
}

/** Lines that tables have sent, in the order in which they came. */
export async function received(): Promise<string[]> {
  const answer = await fetch(at("board"));
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as string[];
}

/** Send a proposal to the board; whether it is there. */
export async function sent(line: string): Promise<boolean> {
  const answer = await fetch(at("board"), { method: "POST", body: line });
  return answer.ok;
}

/** What reading a list came to: the importer's words, and where the page of the new place is, if it became one. */
export interface ReadList {
  readonly report: string;
  readonly page: string | null;
}

/** Hand a school list over to be read. Throws with words where the server refuses it. */
export async function readList(file: File, language: string): Promise<ReadList> {
  const answer = await fetch(at("list"), { method: "POST", body: file, headers: { "X-Name": encodeURIComponent(file.name), "X-Language": language } });
  return (await answer.json()) as ReadList;
}
