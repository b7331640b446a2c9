// Keeps an answer that arrives late from replacing a newer one. Knows no request.

// Returns ask(request, show), which gives the answer of request() to show(), unless a later request was answered first.
export function answersInOrder() {
  let asked = 0;
  let shown = 0;
  return async (request, show) => {
    const number = (asked += 1);
    const answer = await request();
    if (number < shown) return;
    shown = number;
    show(answer);
  };
}
