// Stands in for socket.io's client in the Desk: the embedded server has no socket.io, but a stream of events.
//
// A browser keeps few connections to one server (six), and a stream takes one for as long as it lasts. So only
// pages in sight keep theirs; a page that comes back into sight opens it again, and asks for its rooms again.

const STREAM = "/embedded/events";
const ROOM = "/api/method/frappe.embedded.realtime.room";
const LEAVING = { unsubscribe: "subscribe", close: "open" };
const ENTERING = new Set(Object.values(LEAVING));

/** As socket.io's `io`, for as much of it as the framework uses; the host is always this page's. */
export function io(_host, { autoConnect = true } = {}) {
	const stream = new EventStream();
	if (autoConnect) stream.connect();
	return stream;
}

class EventStream {
	handlers = new Map();
	rooms = new Map();
	source = null;
	listener = null;

	connect() {
		if (this.follow) return;
		this.follow = () => (document.hidden ? this.close() : this.open());
		document.addEventListener("visibilitychange", this.follow);
		this.follow();
	}

	on(event, handler) {
		if (!this.handlers.has(event)) this.handlers.set(event, new Set());
		this.handlers.get(event).add(handler);
	}

	/** Without `handler`, forget all of the event's handlers. */
	off(event, handler) {
		if (handler) this.handlers.get(event)?.delete(handler);
		else this.handlers.delete(event);
	}

	/** Enter a room ("doc_subscribe", "ToDo", "1") or leave it ("doc_unsubscribe", …); nothing else is understood. */
	emit(request, ...names) {
		const [kind, verb] = request.split("_");
		if (verb in LEAVING) this.rooms.delete(JSON.stringify([`${kind}_${LEAVING[verb]}`, ...names]));
		else if (ENTERING.has(verb)) this.rooms.set(JSON.stringify([request, ...names]), [request, names]);
		else return;
		if (this.listener) this.send(request, names);
	}

	open() {
		if (this.source) return;
		this.source = new EventSource(STREAM);
		this.source.onmessage = ({ data }) => this.receive(JSON.parse(data));
	}

	close() {
		this.source?.close();
		this.source = this.listener = null;
	}

	receive({ event, message }) {
		if (event === "connected") {
			this.listener = message.id;
			for (const [request, names] of this.rooms.values()) this.send(request, names);
		}
		for (const handler of this.handlers.get(event) ?? []) handler(message);
	}

	send(request, names) {
		const body = new URLSearchParams({
			listener: this.listener,
			request,
			arguments: JSON.stringify(names),
		});
		const headers = { "X-Frappe-CSRF-Token": window.frappe.csrf_token };
		// A room that can't be had is not worth an error: the page works without it, only less lively.
		fetch(ROOM, { method: "POST", body, headers }).catch(() => {});
	}
}
