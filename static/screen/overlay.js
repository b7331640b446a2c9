// What the projector's operator shows on this screen alone, in front of the chair's view: 'black', or 'join', how to join. It ends when
// the chair shows something else. Pure.

export const emptyOverlay = () => ({ shows: null });

export function toggleOverlay(overlay, name) {
  overlay.shows = overlay.shows === name ? null : name;
}

// Once the results are certified there is nothing to join.
export const canShowJoin = ({ meeting, ended }) => Boolean(meeting) && !ended && meeting.phase !== 'certified';

export const viewOf = (state, { shows }) => (shows === 'join' && canShowJoin(state) ? 'join' : state.view.view);
