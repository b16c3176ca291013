// What several pages show: the top of the page, a task's head, photos.

import { h } from "./dom.js";
import { addPhoto, dropPhoto, state } from "./state.js";
import { prepare, shown } from "./pictures.js";
import * as store from "./store.js";
import { t } from "./texts.js";

/** What waits to be sent, in words; empty if nothing does. */
export function waitingText() {
	const { queue, photos } = state.waiting;
	const said = [photos && t("photos_waiting", photos), queue && t("submissions_waiting", queue)];
	return said.filter(Boolean).join(t("and"));
}

/** The line at the top that says whether there is a signal, and what waits. */
export function signalLine(onSync) {
	if (state.signedOut)
		return h(
			"div.signal.stop",
			{ role: "status" },
			h("span", {}, t("signed_out")),
			h("a.button.small", { href: `/login?redirect-to=${encodeURIComponent("/field")}` }, t("sign_in"))
		);
	if (state.problem) return h("div.signal.stop", { role: "alert" }, state.problem);
	const offline = state.unreachable || !navigator.onLine;
	const waiting = waitingText();
	if (!offline && !waiting) return null;
	const text = [offline && t("no_signal"), waiting].filter(Boolean).join(" · ");
	return h(
		`div.signal.${offline ? "wait" : "go"}`,
		{ role: "status" },
		h("span", {}, text),
		state.syncing
			? h("span.faint", {}, t("syncing"))
			: h("button.button.small", { type: "button", click: onSync }, t("try_now"))
	);
}

/** Whether a task is late, by the day that the server had last. */
export function isLate(task) {
	const due = dueOf(task);
	return Boolean(due && state.today && due < state.today);
}

export const dueOf = (task) =>
	task.workflow_state === "Rectifying" ? task.rectification_due_on : task.due_on;

/** What is known of a task, as rows. */
export function facts(task) {
	const rows = [
		[t("village"), task.village],
		[t("place"), task.place],
		[t("planned_on"), task.planned_on],
		[t("due_on"), dueOf(task)],
		[t("reason"), task.reason],
		[t("guidance"), task.guidance],
		[t("return_reason"), task.return_reason],
	];
	return h(
		"dl.facts",
		{},
		rows
			.filter(([, value]) => value)
			.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, value)))
	);
}

/**
 * The photos of a task, or of one of its items, with a button that opens the camera.
 *
 * @param {object} draft
 * @param {?object} item - null for photos of the whole
 * @param {function()} changed - called when there is one more, or one less
 */
export function photoStrip(draft, item, changed) {
	const strip = h("div.photos");
	const problem = h("p.error", { role: "alert", hidden: true });
	const input = h("input", {
		type: "file",
		accept: "image/*",
		capture: "environment",
		"aria-label": t("take_photo"),
		change: async () => {
			problem.hidden = true;
			for (const file of [...input.files]) await take(file);
			input.value = "";
		},
	});
	const button = h("label.button.small.camera", {}, t("take_photo"), input);

	async function take(file) {
		button.classList.add("busy");
		try {
			const photo = await prepare(file, draft.task, item?.name ?? "", draft.kind);
			await addPhoto(photo);
			strip.insertBefore(thumbnail(photo), button);
			changed();
		} catch (error) {
			problem.textContent = error.name === "QuotaExceededError" ? t("phone_full") : error.message;
			problem.hidden = false;
		}
		button.classList.remove("busy");
	}

	function thumbnail(photo) {
		const image = h("img", { src: shown(photo), alt: t("photo") });
		const away = h(
			"button.away",
			{
				type: "button",
				"aria-label": t("remove_photo"),
				click: async () => {
					if (!window.confirm(t("remove_photo_sure"))) return;
					await dropPhoto(photo);
					figure.remove();
					changed();
				},
			},
			"×"
		);
		const figure = h("figure", {}, image, away);
		return figure;
	}

	strip.append(button);
	store.photosOf(draft.task).then((photos) => {
		for (const photo of photos)
			if ((photo.item || "") === (item?.name ?? "")) strip.insertBefore(thumbnail(photo), button);
	});
	return h("div", {}, strip, problem);
}
