export interface KnownProvider {
  id: string;
  number: string | null;
  openimmoAnid: string | null;
  name: string;
}

export interface DeliveredProvider {
  number: string | null;
  openimmoAnid: string | null;
}

/** The known provider that a delivery speaks of: by `openimmo_anid`, else by number; ids are compared whole. */
export function matchProvider(delivered: DeliveredProvider, known: readonly KnownProvider[]): KnownProvider | null {
  const { number, openimmoAnid } = delivered;
  const byAnid = openimmoAnid === null ? undefined : known.find((provider) => provider.openimmoAnid === openimmoAnid);
  if (byAnid) return byAnid;
  const byNumber = number === null ? undefined : known.find((provider) => provider.number === number);
  if (!byNumber) return null;
  // Its number says yes, but both have an id and the ids differ: that is somebody else.
  return openimmoAnid !== null && byNumber.openimmoAnid !== null ? null : byNumber;
}
