// Dates and times of day on this computer's clock. Pure.
import { formatTime } from '../shared/time.js';

const twoDigits = (number) => String(number).padStart(2, '0');

// yyyy-mm-dd
const formatDate = (date) => [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');

// An ISO time as yyyy-mm-dd hh:mm:ss in local time.
export function formatDateTime(iso) {
  const date = new Date(iso);
  return formatDate(date) + ' ' + formatTime(date);
}

export const today = () => formatDate(new Date());
