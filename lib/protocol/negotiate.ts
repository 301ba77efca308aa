/** The versions of the protocol that one side speaks: every one from min to max. */
export interface VersionRange {
  min: number;
  max: number;
}

/** Why a version is not spoken, and in that whose move it is: too old, the site's; too new, the central server's. */
export interface VersionRefusal extends VersionRange {
  code: 'version-too-old' | 'version-too-new';
  received: number | string | null;
}

/** The highest version that both speak; else why there is none, as the central server (`theirs`) would put it. */
export function chooseVersion(own: VersionRange, theirs: VersionRange): number | VersionRefusal {
  if (own.max < theirs.min) return { code: 'version-too-old', ...theirs, received: own.max };
  if (own.min > theirs.max) return { code: 'version-too-new', ...theirs, received: own.min };
  return Math.min(own.max, theirs.max);
}

const MOST_SHOWN = 20;

/** The version that a request names in its header, if it is spoken here; what is no whole number is older than any version. */
export function acceptVersion(header: string | null, spoken: VersionRange): number | VersionRefusal {
  const received = header?.slice(0, MOST_SHOWN) ?? null;
  const version = /^\d{1,9}$/.test(header ?? '') ? Number(header) : 0;
  if (version < spoken.min) return { code: 'version-too-old', ...spoken, received };
  if (version > spoken.max) return { code: 'version-too-new', ...spoken, received };
  return version;
}

/** In which version a request is answered: its own, or where that one is not spoken the highest. */
export function answerVersion(header: string | null, spoken: VersionRange): number {
  const accepted = acceptVersion(header, spoken);
  return typeof accepted === 'number' ? accepted : spoken.max;
}
