// Dates and times of day. The server's times come with the offset of its zone and are shown in that zone. Pure.
import { ownOffset } from '../shared/zone.js';

const twoDigits = (number) => String(number).padStart(2, '0');

// yyyy-mm-dd, of this computer
const formatDate = (date) => [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');

// '' where this computer has the same offset at that time, so that nobody could mistake the other.
const foreignZone = (stamp) => (stamp.slice(19) === ownOffset(new Date(stamp)) ? '' : ' UTC' + stamp.slice(19));

// stamp: of the server, 2022-03-04T05:06:07+08:00. As yyyy-mm-dd hh:mm:ss, with the zone where this computer is in another.
export function formatDateTime(stamp) {
  return stamp.slice(0, 10) + ' ' + stamp.slice(11, 19) + foreignZone(stamp);
}

// The same without seconds.
export function formatMinute(stamp) {
  return stamp.slice(0, 10) + ' ' + stamp.slice(11, 16) + foreignZone(stamp);
}

export const today = () => formatDate(new Date());
