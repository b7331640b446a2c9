// The room of a ranking board: columns, rows and type sizes in rem, for a board that keeps its shape while it is revealed. Pure.

const BOARD_WIDTH = 174;
const BOARD_GAP = 5;
const BOARD_HEIGHT = 70;
const TITLE_HEIGHT = 6;
const FINGERPRINT_HEIGHT = 6;
const HEAD_HEIGHT = 5;
const ROWS_PER_COLUMN = 10;
const PADDING = 2.4;

const MAX_ROW = 11;
const MAX_TYPE = 4.6;
const MIN_TYPE = 2.1;
// The smallest in which names and units can be read from the last row of a hall.
const LEAST_NAME = 2.4;
const LEAST_UNIT = 2;
const LINE = 1.15;
const ONE_LINE_EMS = 26;

// Widths in ems of a row's type, the name's being what is left.
const WIDTHS = { rank: 2.2, score: 4.3, votes: 8.6, awards: 8.4 };
// Of what is said beside a grade in smaller type, and of the gap before it.
const REMARK_EMS = 2;
const GRADE_GAP = 2;
const LEAST_GRADE_EMS = 2;
// Whom the votes leave open is voted on again, which is said in place of a grade.
const LEAST_OUTCOME_EMS = 5;
const UNIT_SCALE = 0.72;
// A column of names is as wide as its longest one, within these shares of the room for names and units.
const LEAST_NAME_SHARE = 0.4;
const MOST_NAME_SHARE = 0.62;

// About the width of bold text: capitals are wider than other Latin letters.
export function boldEms(text) {
  const widthOf = (letter) => (letter.charCodeAt(0) >= 0x2000 ? 1 : /[A-ZMW@%]/.test(letter) ? 0.78 : 0.62);
  return Array.from(String(text)).reduce((sum, letter) => sum + widthOf(letter), 0);
}

// The largest type up to `most` in which a text of so many ems fits into width × height on up to `lines` lines.
function fittingType(ems, width, height, lines, most) {
  const types = Array.from({ length: lines }, (none, i) => {
    // Lines break between words, so more than one is never filled.
    const filled = i ? 0.85 * (i + 1) : 1;
    return Math.min(height / (LINE * (i + 1)), (filled * width) / Math.max(1, ems));
  });
  return Math.min(most, Math.max(...types));
}

// A person's name stays on one line, however long; the title of a motion or a project may take several.
export function nameType(name, { type, nameWidth, row }) {
  const ems = boldEms(name);
  return fittingType(ems, nameWidth, row, ems > ONE_LINE_EMS ? 3 : 1, type);
}

export function unitType(unit, { type, unitWidth, row }) {
  return fittingType(boldEms(unit), unitWidth, row, 2, type * UNIT_SCALE);
}

export const isLongTitle = (name) => boldEms(name) > ONE_LINE_EMS;

// Both in rem, without their padding.
function nameAndUnit(room, type, names, hasUnits) {
  if (!hasUnits) return { nameWidth: room - PADDING, unit: 0, unitWidth: 0 };
  const longest = Math.max(0, ...names.filter((name) => !isLongTitle(name)).map(boldEms));
  const share = names.some(isLongTitle) ? MOST_NAME_SHARE : (longest * type + PADDING) / room;
  const unit = room * (1 - Math.min(MOST_NAME_SHARE, Math.max(LEAST_NAME_SHARE, share)));
  return { nameWidth: room - unit - PADDING, unit, unitWidth: unit - PADDING };
}

function widthOf(name, { grades, by_votes: byVotes }, type, hasRemarks) {
  if (name !== 'grade') return WIDTHS[name] * type + PADDING;
  const longest = Math.max(byVotes ? LEAST_OUTCOME_EMS : LEAST_GRADE_EMS, ...grades.map(boldEms));
  return (longest + (hasRemarks ? REMARK_EMS : 0)) * type + PADDING + GRADE_GAP;
}

function layoutOf(roster, people, around, boards, rows) {
  const { columns, by_votes: byVotes } = roster;
  const width = (BOARD_WIDTH - BOARD_GAP * (boards - 1)) / boards;
  const row = Math.min(MAX_ROW, (heightOf(around) - HEAD_HEIGHT) / rows);
  const type = Math.max(MIN_TYPE, Math.min(MAX_TYPE, row * 0.56));
  const widths = {};
  columns
    .filter((name) => name !== 'unit')
    .concat(byVotes ? 'votes' : 'score')
    .forEach((name) => {
      widths[name] = widthOf(name, roster, type, around.hasRemarks);
    });
  const room = Object.keys(widths).reduce((rest, name) => rest - widths[name], width);
  const names = people.map((person) => person.name);
  return Object.assign({ boards, rows, row, type, widths }, nameAndUnit(room, type, names, columns.includes('unit')));
}

const heightOf = ({ hasTitle, hasFingerprint }) =>
  BOARD_HEIGHT - (hasTitle ? TITLE_HEIGHT : 0) - (hasFingerprint ? FINGERPRINT_HEIGHT : 0);

const isReadable = (layout, { name, unit }) =>
  nameType(name, layout) >= LEAST_NAME && (!unit || unitType(unit, layout) >= LEAST_UNIT);

// people: {name, unit} of all that the roster may show, so that the board keeps its shape while it is revealed. around: {hasTitle,
// hasFingerprint, hasRemarks}. Two tables stand side by side where everybody can be read in them.
export function boardLayout(roster, people, around) {
  const total = roster.rows.length + roster.hidden;
  const layoutFor = (boards) => {
    const pages = Math.ceil(total / (ROWS_PER_COLUMN * boards));
    return layoutOf(roster, people, around, boards, Math.ceil(total / (pages * boards)));
  };
  const isNarrow = total > ROWS_PER_COLUMN && !roster.by_votes && !roster.columns.includes('awards');
  const two = isNarrow ? layoutFor(2) : null;
  return two && people.every((person) => isReadable(two, person)) ? two : layoutFor(1);
}
