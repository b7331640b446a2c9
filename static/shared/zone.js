// Time zones as offsets. Pure.

const twoDigits = (number) => String(number).padStart(2, '0');

// The offset that this computer has at that time: +08:00.
export function ownOffset(date) {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return (minutes < 0 ? '-' : '+') + twoDigits(Math.floor(size / 60)) + ':' + twoDigits(size % 60);
}

// zone: the server's, UTC+08:00. Whether this computer has another offset now.
export const isOtherZone = (zone) => zone !== 'UTC' + ownOffset(new Date());

// The time of day in that zone as hh:mm:ss, followed by the zone where this computer is in another.
export function timeOfDay(date, zone) {
  const [hours, minutes] = zone.slice(4).split(':').map(Number);
  const ahead = (hours * 60 + minutes) * (zone[3] === '-' ? -60000 : 60000);
  const time = new Date(date.getTime() + ahead).toISOString().slice(11, 19);
  return isOtherZone(zone) ? time + ' ' + zone : time;
}
