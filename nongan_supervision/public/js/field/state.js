// What the page knows, and what can be done with it. Every deed is on the phone before anything is sent.

import { newKey } from "./dom.js";
import { locate } from "./places.js";
import * as server from "./server.js";
import * as store from "./store.js";

export const FINDINGS = "Findings";
export const RECTIFICATION = "Rectification";
export const RESULTS = ["Conforms", "Does Not Conform", "Not Applicable"];

/**
 * `drafts` by task; `waiting`: what has not been sent; `signedOut`: the server wants a sign-in first;
 * `problem`: why the server doesn't tell this user anything.
 */
export const state = {
	user: null,
	name: "",
	today: "",
	tasks: [],
	drafts: {},
	done: [],
	waiting: { drafts: 0, queue: 0, photos: 0 },
	unreachable: false,
	signedOut: false,
	problem: "",
	syncing: false,
};

/** Open the phone's memory of a user; false if there is nobody to open it for. */
export async function open(user) {
	if (!user) return false;
	if (state.user !== user) Object.assign(state, { user, tasks: [], drafts: {}, done: [] });
	await store.open(user);
	await recall();
	return true;
}

/** Read again what the phone keeps. */
export async function recall() {
	const [tasks, drafts, waiting, done, who] = await Promise.all([
		store.all("tasks"),
		store.all("drafts"),
		store.unsent(),
		store.get("facts", "done"),
		store.get("facts", "who"),
	]);
	state.drafts = Object.fromEntries(drafts.map((draft) => [draft.task, atHand(draft)]));
	const listed = new Set(tasks.map((task) => task.name));
	// a task that the server no longer lists stays as long as there is work on it
	state.tasks = [
		...tasks,
		...drafts.filter((draft) => !listed.has(draft.task)).map((draft) => draft.known),
	];
	Object.assign(state, {
		waiting,
		done: done?.tasks ?? [],
		name: who?.full_name ?? "",
		today: who?.today ?? "",
	});
}

/** The draft that is being filled in on the page, which may be a keystroke ahead of the stored one. */
function atHand(draft) {
	const shown = state.drafts[draft.task];
	return shown?.status === "open" && draft.status === "open" ? shown : draft;
}

/** Ask the server for the tasks; another user than the phone's last one gets their own memory. */
export async function refresh() {
	const answer = await server.fetchTasks();
	if (answer.user !== state.user) await open(answer.user);
	store.rememberUser(answer.user);
	await store.replace("tasks", answer.tasks);
	await store.put("facts", { name: "who", full_name: answer.full_name, today: answer.today });
	Object.assign(state, { unreachable: false, signedOut: false, problem: "" });
	await recall();
}

export const taskOf = (name) => state.tasks.find((task) => task.name === name);

/** Begin the work on a task: its start is sent with the time it has now. */
export async function begin(task) {
	const kind = task.workflow_state === "Rectifying" ? RECTIFICATION : FINDINGS;
	const answers = task.items.map(({ name, result, finding }) => [
		name,
		{ result: result || "", finding: finding || "" },
	]);
	const draft = {
		task: task.name,
		known: task,
		kind,
		status: "open",
		based_on: task.state_key,
		started_at: new Date().toISOString(),
		answers: Object.fromEntries(answers),
		conclusion: task.conclusion || "",
		operation_result: task.operation_result || "",
		inspected_person: task.inspected_person || "",
		signature: "",
		signature_refused: Boolean(task.signature_refused),
		report: task.rectification_report || "",
		position: null,
	};
	await save(draft);
	if (kind === FINDINGS && task.workflow_state === "Planned") await enqueue(draft, "Start", {});
	await recall();
}

/** Keep a draft as it is now. */
export async function save(draft) {
	state.drafts[draft.task] = draft;
	await store.put("drafts", draft);
}

export async function findPosition(draft) {
	const position = await locate();
	if (position) await save(Object.assign(draft, { position }));
	return position;
}

export async function addPhoto(photo) {
	await store.put("photos", photo);
	state.waiting = await store.unsent();
}

export async function dropPhoto(photo) {
	await store.remove("photos", photo.photo_key);
	state.waiting = await store.unsent();
}

/** Hand in what is filled in: it waits on the phone until it can be sent. */
export async function submit(draft) {
	const photos = (await store.photosOf(draft.task)).map((photo) => ({
		photo_key: photo.photo_key,
		item: photo.item || "",
		taken_at: photo.taken_at,
		latitude: photo.latitude,
		longitude: photo.longitude,
	}));
	const content =
		draft.kind === RECTIFICATION
			? { rectification_report: draft.report }
			: {
					started_at: draft.started_at,
					items: Object.entries(draft.answers).map(([name, answer]) => ({ name, ...answer })),
					conclusion: draft.conclusion,
					operation_result: draft.operation_result,
					inspected_person: draft.inspected_person,
					signature: draft.signature,
					signature_refused: draft.signature_refused,
				};
	await enqueue(draft, draft.kind, { ...content, photos, finished_at: new Date().toISOString() });
	await save(Object.assign(draft, { status: "queued", message: "", theirs: null }));
	await recall();
}

async function enqueue(draft, kind, content) {
	const { latitude, longitude, accuracy } = draft.position ?? {};
	const submission = {
		submission_key: newKey(),
		task: draft.task,
		kind,
		based_on: draft.based_on,
		started_at: draft.started_at,
		submitted_at: new Date().toISOString(),
		...(draft.position ? { latitude, longitude, accuracy } : {}),
		...content,
	};
	await store.put("queue", { task: draft.task, submission });
}

/** Open a draft again that was refused, or that is to be sent on top of what others wrote. */
export async function reopen(draft) {
	if (draft.theirs) {
		draft.known = draft.theirs;
		draft.based_on = draft.theirs.state_key;
		const rows = new Set(draft.theirs.items.map((item) => item.name));
		for (const row of Object.keys(draft.answers)) if (!rows.has(row)) delete draft.answers[row];
		for (const row of rows) draft.answers[row] ??= { result: "", finding: "" };
	}
	await save(Object.assign(draft, { status: "open", theirs: null, message: "" }));
	await recall();
}

/** Give up a draft with its photos; what was sent of it stays with the server. */
export async function discard(draft) {
	await forget(draft.task);
	await recall();
}

export async function forget(task) {
	for (const photo of await store.photosOf(task)) await store.remove("photos", photo.photo_key);
	for (const entry of await store.all("queue"))
		if (entry.task === task) await store.remove("queue", entry.order);
	await store.remove("drafts", task);
}
