// Names of card batches, as people know them: the voter group and when the cards were made. Pure.
import { formatMinute } from '../staff/local_time.js';

// "党员代表 · 09:41"; with the day where not all batches were made on one.
function plainName(line, isOneDay) {
  return line.detail.group + ' · ' + formatMinute(line.at).slice(isOneDay ? 11 : 5);
}

// Name by batch id. lines: the log. Batches of one group and minute are numbered.
export function batchNames(lines) {
  const printed = lines.filter((line) => line.act === 'cards');
  const isOneDay = new Set(printed.map((line) => line.at.slice(0, 10))).size < 2;
  const counts = new Map();
  return new Map(
    printed.map((line) => {
      const name = plainName(line, isOneDay);
      const number = (counts.get(name) || 0) + 1;
      counts.set(name, number);
      return [line.detail.batch, number > 1 ? name + ' (' + number + ')' : name];
    }),
  );
}
