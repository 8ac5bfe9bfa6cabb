// What happens in the session, as the server tells it; and whether it can be heard.

const EVENTS = ["progress", "request", "gallery", "album", "cast", "recap", "changed", "bye"];
const AGAIN_MS = 5000;

/**
 * Call `hear[event](data)` for every event, `hear.missed()` after each gap, and `hear.state(live)` when the
 * connection comes and goes.
 */
export function listen(api, hear) {
  let greeted = false;
  let source;
  let ended = false;

  const open = () => {
    source = api.events({ scope: "campaign" });
    source.addEventListener("hello", () => {
      hear.state(true);
      // Nothing is told twice, so that after a gap one looks oneself.
      if (greeted) hear.missed();
      greeted = true;
    });
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => hear[name](JSON.parse(event.data)));
    }
    source.addEventListener("error", () => {
      hear.state(false);
      // A refused connection is not tried again by the browser.
      if (source.readyState === EventSource.CLOSED) setTimeout(reopen, AGAIN_MS);
    });
  };

  const reopen = async () => {
    if (!ended && (await hear.refused()) && !ended) open();
  };

  open();
  return () => {
    ended = true;
    source.close();
  };
}
