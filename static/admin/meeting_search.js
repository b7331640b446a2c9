// Finds meetings by words of their title, organisation or date. Pure.

const fold = (text) => text.normalize('NFKC').toLowerCase();

// A date as people write it: 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305.
function dateForms(date) {
  const [year, month, day] = date.split('-');
  const short = [year, Number(month), Number(day)];
  const chinese = short[0] + '年' + short[1] + '月' + short[2] + '日';
  return [date, year + month + day, short.join('/'), short.join('.'), short.join('-'), chinese];
}

const textOf = (meeting) => fold([meeting.title, meeting.organisation].concat(dateForms(meeting.date)).join('\n'));

// The meetings that have every word of the query.
export function findMeetings(meetings, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return meetings.filter((meeting) => {
    const text = textOf(meeting);
    return words.every((word) => text.includes(word));
  });
}
