/** The server's side of SignalR's JSON protocol over one WebSocket, as far as the page uses it. */
const separator = '\u001e';

export class HubSocket {
  #socket;
  #shaken = false;
  #rest = '';

  /** @param invoke called with (method, arguments) of each invocation */
  constructor(socket, invoke) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const parts = (this.#rest + data).split(separator);
      this.#rest = parts.pop();
      for (const part of parts) this.#take(JSON.parse(part), invoke);
    });
  }

  send(envelopes) {
    this.#write({ type: 1, target: 'message', arguments: [envelopes] });
  }

  /** As a cable that is pulled. */
  cut() {
    this.#socket.terminate();
  }

  #write(message) {
    if (this.#socket.readyState === 1) this.#socket.send(JSON.stringify(message) + separator);
  }

  #take(message, invoke) {
    if (!this.#shaken) {
      this.#shaken = true;
      this.#write({});
    } else if (message.type === 6) {
      this.#write({ type: 6 });
    } else if (message.type === 1) {
      invoke(message.target, message.arguments);
      if (message.invocationId) this.#write({ type: 3, invocationId: message.invocationId, result: null });
    }
  }
}
