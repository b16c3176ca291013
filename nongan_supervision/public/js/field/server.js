// The server's methods, and what can go wrong on the way to them.

import { t } from "./texts.js";

const OURS = "nongan_supervision.api.";
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
let hasGivenUp = false;
const underWay = new Set();

/**
 * Wait for no answer any more, and ask nothing more until `goOn`, but to sign out: an answer could come when somebody
 * else is signed in, and sign them out again.
 */
export function giveUp() {
	hasGivenUp = true;
	for (const request of underWay) request.abort();
}

export function goOn() {
	hasGivenUp = false;
}

/** Who is signed in, and their open tasks. */
export async function fetchTasks() {
	const told = message(await ask(`${OURS}field_tasks`));
	token = told.csrf_token;
	return told;
}

export async function sendPhoto(photo) {
	const form = new FormData();
	form.append("task", photo.task);
	form.append("photo_key", photo.photo_key);
	form.append("photo", new window.Blob([photo.bytes], { type: "image/jpeg" }), `${photo.photo_key}.jpg`);
	return message(await post(`${OURS}upload_field_photo`, form, {}, PATIENCE_WITH_PHOTO));
}

export async function sendWork(submission) {
	const headers = { "Content-Type": "application/json" };
	return message(await post(`${OURS}submit_field_work`, JSON.stringify({ submission }), headers));
}

/** End the session, unless it has ended by itself. */
export async function signOut() {
	goOn();
	try {
		await post("logout");
	} catch (error) {
		if (!(error instanceof SignedOut)) throw error;
	} finally {
		giveUp();
	}
}

/** What a method of ours tells; an answer without that was cut off on its way. */
function message(answer) {
	if (!("message" in answer)) throw new Unreachable(t("no_signal"));
	return answer.message;
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
	const [response, answer] = await reach(`/api/method/${method}`, request, patience);
	if (response.ok) return answer;
	if (response.status >= 500 || response.status === 429) throw new Unreachable(reason(answer));
	if (answer.session_expired || response.status === 401 || (response.status === 403 && isGuest()))
		throw new SignedOut(t("signed_out"));
	const error = new Refused(reason(answer), response.status);
	error.kind = answer.exc_type;
	throw error;
}

/** The response and what stands in it; nothing where that is no JSON, be it that it was cut off. */
async function reach(address, request, patience) {
	if (hasGivenUp) throw new Unreachable(t("no_signal"));
	const headers = { Accept: "application/json", ...request.headers };
	const controller = new window.AbortController();
	const { signal } = controller;
	const end = setTimeout(() => controller.abort(), patience);
	underWay.add(controller);
	try {
		const asked = { credentials: "same-origin", cache: "no-store", ...request, headers, signal };
		const response = await fetch(address, asked);
		return [response, await response.json().catch(() => ({}))];
	} catch {
		throw new Unreachable(t("no_signal"));
	} finally {
		clearTimeout(end);
		underWay.delete(controller);
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
