// Server-sent events with a token, which an `EventSource` cannot send; otherwise it does as one does.

const AGAIN_MS = 2000;

export class TokenStream extends EventTarget {
  #url;
  #headers;
  #leaving = new AbortController();
  readyState = EventSource.CONNECTING;

  constructor(url, headers) {
    super();
    this.#url = url;
    this.#headers = headers;
    this.#run();
  }

  close() {
    this.readyState = EventSource.CLOSED;
    this.#leaving.abort();
  }

  async #run() {
    while (this.readyState !== EventSource.CLOSED) {
      try {
        const answer = await fetch(this.#url, { headers: this.#headers, signal: this.#leaving.signal });
        // As with an `EventSource`: who is refused is not let in by asking again.
        if (!answer.ok) this.readyState = EventSource.CLOSED;
        else await this.#read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
      } catch {
        // The line is broken, or nobody listens any more.
      }
      if (this.#leaving.signal.aborted) return;
      this.dispatchEvent(new Event("error"));
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }

  async #read(reader) {
    this.readyState = EventSource.OPEN;
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const events = (text + part.value).split("\n\n");
      text = events.pop();
      for (const event of events) this.#tell(event.split("\n"));
    }
    if (this.readyState === EventSource.OPEN) this.readyState = EventSource.CONNECTING;
  }

  #tell(lines) {
    const field = (name) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = field("data");
    if (data !== undefined) this.dispatchEvent(new MessageEvent(field("event") ?? "message", { data }));
  }
}
