// Sends what waits, in its order, whenever there is a way. A key makes sure that nothing is done twice.

import * as server from "./server.js";
import { forget, recall, refresh, state } from "./state.js";
import * as store from "./store.js";

const SOONEST = 2_000;
const LATEST = 30_000;
const DONE_SHOWN = 20;
const ONE_AT_A_TIME = "nongan-field-sync";

let told = () => {};
let pause = SOONEST;
let timer;
let running = null;
let askedAgain = false;
let stopped = false;
let waiting = new window.AbortController();

/** Send from now on whenever the phone may have a signal again; `changed` is called when there is something new. */
export function keepSending(changed) {
	told = changed;
	window.addEventListener("online", () => {
		pause = SOONEST;
		sync();
	});
	document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sync());
}

/** Try again by itself, soon at first and then less often: a phone that says it is online may be wrong. */
function tryLater() {
	clearTimeout(timer);
	timer = setTimeout(sync, pause);
	pause = Math.min(LATEST, pause * 2);
}

/** Send nothing more until `goOn`: what is on its way is given up, and is sent again under its key then. */
export async function stop() {
	stopped = true;
	clearTimeout(timer);
	waiting.abort();
	server.giveUp();
	await running;
}

export function goOn() {
	stopped = false;
	server.goOn();
	waiting = new window.AbortController();
	return sync();
}

/** Send all that waits and ask for the tasks; two pages of one phone take turns. */
export async function sync() {
	if (stopped) return;
	askedAgain = Boolean(running);
	running ??= turns().finally(() => (running = null));
	await running;
}

async function turns() {
	do {
		askedAgain = false;
		await turn();
	} while (askedAgain && !stopped); // something was handed in while the last of what waited was on its way
}

async function turn() {
	state.syncing = true;
	told();
	try {
		await inTurn(work);
		pause = SOONEST;
	} catch (error) {
		if (!stopped) judge(error); // what was given up fails
	} finally {
		state.syncing = false;
		if (state.user && !stopped) await recall();
		told();
	}
}

function inTurn(work) {
	if (!navigator.locks) return work();
	return navigator.locks.request(ONE_AT_A_TIME, { signal: waiting.signal }, work);
}

function judge(error) {
	if (error instanceof server.SignedOut) {
		state.signedOut = true;
		return;
	}
	tryLater();
	if (error instanceof server.Refused) state.problem = error.message;
	else if (error instanceof server.Unreachable) state.unreachable = true;
	else throw error;
}

async function work() {
	await refresh(); // who is signed in decides whose work is sent
	for (let entry = await first(); entry && !stopped; entry = await first()) {
		await sendEntry(entry);
		await recall();
		told();
	}
	if (!stopped) await refresh();
}

async function first() {
	return (await store.all("queue")).sort((one, other) => one.order - other.order)[0];
}

async function sendEntry({ order, task, submission }) {
	let answer;
	try {
		for (const photo of submission.photos ?? []) await sendPhotoOnce(photo);
		answer = await server.sendWork(submission);
	} catch (error) {
		if (!(error instanceof server.Refused)) throw error;
		answer = { outcome: "Refused", message: error.message, task: null };
	}
	if (answer.outcome === "Applied" || answer.outcome === "Repeated") await settle(task, submission, answer);
	else await keepWithReason(task, answer);
	await store.remove("queue", order);
}

async function sendPhotoOnce(listed) {
	const photo = await store.get("photos", listed.photo_key);
	if (!photo || photo.sent) return;
	const arrived = await server.sendPhoto(photo);
	listed.taken_at ??= arrived.taken_at;
	await store.put("photos", { ...photo, sent: true });
	await recall();
	told();
}

async function settle(task, submission, answer) {
	if (submission.kind === "Start") return;
	const before = (await store.get("facts", "done"))?.tasks ?? [];
	const known = answer.task ?? (await store.get("drafts", task))?.known;
	const entry = {
		name: task,
		title: known?.title ?? task,
		message: answer.message,
		at: submission.submitted_at,
	};
	const rest = before.filter((one) => one.name !== task);
	await store.put("facts", { name: "done", tasks: [entry, ...rest].slice(0, DONE_SHOWN) });
	await forget(task);
}

async function keepWithReason(task, { outcome, message, task: theirs }) {
	const draft = await store.get("drafts", task);
	if (!draft) return;
	const status = outcome === "Conflict" ? "conflict" : "refused";
	await store.put("drafts", { ...draft, status, message, theirs: status === "conflict" ? theirs : null });
}
