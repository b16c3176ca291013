// The server's methods, and what can go wrong on the way to them.

import { t } from "./texts.js";

const METHODS = "/api/method/nongan_supervision.api.";
const PATIENCE = 15_000; // milliseconds for a question
const PATIENCE_WITH_PHOTO = 90_000; // and for a photo on a weak signal

/** There is no way to the server now: try again later. */
export class Unreachable extends Error {}
/** Nobody is signed in any more. */
export class SignedOut extends Error {}
/** The server has said no, and would say it again. */
export class Refused extends Error {
	constructor(message, status) {
		super(message);
		this.status = status;
	}
}

let token = "";

/** Who is signed in, and their open tasks. */
export async function fetchTasks() {
	const answer = await ask("field_tasks");
	token = answer.csrf_token;
	return answer;
}

export async function sendPhoto(photo) {
	const form = new FormData();
	form.append("task", photo.task);
	form.append("photo_key", photo.photo_key);
	form.append("photo", new window.Blob([photo.bytes], { type: "image/jpeg" }), `${photo.photo_key}.jpg`);
	return post("upload_field_photo", form, {}, PATIENCE_WITH_PHOTO);
}

export async function sendWork(submission) {
	return post("submit_field_work", JSON.stringify({ submission }), { "Content-Type": "application/json" });
}

export async function signOut() {
	await fetch("/api/method/logout", { method: "POST", headers: { "X-Frappe-CSRF-Token": token } });
}

/** Send something; a token that has grown old is asked for anew, once. */
async function post(method, body, headers = {}, patience = PATIENCE) {
	const send = () =>
		ask(
			method,
			{ method: "POST", body, headers: { ...headers, "X-Frappe-CSRF-Token": token } },
			patience
		);
	if (!token) await fetchTasks();
	try {
		return await send();
	} catch (error) {
		if (!(error instanceof Refused) || error.kind !== "CSRFTokenError") throw error;
		await fetchTasks();
		return send();
	}
}

async function ask(method, request = {}, patience = PATIENCE) {
	const response = await reach(METHODS + method, request, patience);
	const answer = await response.json().catch(() => ({}));
	if (response.ok && !("message" in answer)) throw new Unreachable(t("no_signal")); // cut off on its way
	if (response.ok) return answer.message;
	if (response.status >= 500 || response.status === 429) throw new Unreachable(reason(answer));
	if (answer.session_expired || response.status === 401 || (response.status === 403 && isGuest()))
		throw new SignedOut(t("signed_out"));
	const error = new Refused(reason(answer), response.status);
	error.kind = answer.exc_type;
	throw error;
}

async function reach(address, request, patience) {
	const headers = { Accept: "application/json", ...request.headers };
	try {
		const signal = window.AbortSignal.timeout?.(patience);
		return await fetch(address, {
			credentials: "same-origin",
			cache: "no-store",
			...request,
			headers,
			signal,
		});
	} catch {
		throw new Unreachable(t("no_signal"));
	}
}

const isGuest = () => /(?:^|; )user_id=Guest/.test(document.cookie);

function reason(answer) {
	const messages = JSON.parse(answer._server_messages || "[]").map((one) => JSON.parse(one).message);
	const plain = messages.map(
		(html) => new window.DOMParser().parseFromString(html, "text/html").body.textContent
	);
	return plain.join("\n") || t("did_not_work");
}
