const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** 09:14:05, UTC. */
export function clockTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  return `${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())}:${pad(time.getUTCSeconds())}`;
}

/** 2026-11-21, UTC. */
export function date(milliseconds: number): string {
  const time = new Date(milliseconds);
  return `${time.getUTCFullYear()}-${pad(time.getUTCMonth() + 1)}-${pad(time.getUTCDate())}`;
}

/** 2026-11-21 09:14, UTC. */
export function minute(milliseconds: number): string {
  return `${date(milliseconds)} ${clockTime(milliseconds).slice(0, 5)}`;
}

/** 09:14:05 of today, 11-20 09:14 of another day, UTC. */
export const recent = (milliseconds: number, now: number): string =>
  date(milliseconds) === date(now) ? clockTime(milliseconds) : minute(milliseconds).slice(5);

/** How long, in the one or two units that matter: < 1 s, 42 s, 3 m 05 s, 2 h 04 m, 12 d. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 1) return '< 1 s';
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(Math.floor(seconds % 60))} s`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} m`;
  return `${Math.floor(seconds / 86_400)} d`;
}
