// Inspections on a phone: works without a signal, and sends what was found when there is one again.

import { h } from "./field/dom.js";
import { listPage } from "./field/list_page.js";
import { signalLine } from "./field/parts.js";
import * as server from "./field/server.js";
import { open, state, taskOf } from "./field/state.js";
import * as store from "./field/store.js";
import { goOn, keepSending, stop, sync } from "./field/sync.js";
import { taskPage } from "./field/task_page.js";
import { t } from "./field/texts.js";

const root = document.getElementById("field");
const top = h("div.above");
const main = h("main");
let shown = ""; // what the page below the top shows: it isn't drawn anew while somebody types in it

function draw() {
	top.replaceChildren(header(), signalLine(sync) ?? "");
	const name = decodeURIComponent(window.location.hash.slice(1));
	const task = name && taskOf(name);
	const now = task
		? `${name} ${state.drafts[name]?.status ?? task.state_key}`
		: JSON.stringify([name, state.today, state.tasks, state.done, state.drafts]);
	if (now === shown) return;
	shown = now;
	if (task) main.replaceChildren(...present(taskPage(task, { again, sync })));
	else
		main.replaceChildren(
			...present([name && state.user ? gone(name) : null, ...(state.user ? listPage() : [nobody()])])
		);
}

const present = (parts) => parts.filter(Boolean);

function again() {
	shown = "";
	draw();
}

function header() {
	const inTask = Boolean(window.location.hash.slice(1));
	return h(
		"header.top",
		{},
		inTask
			? h("a.back", { href: "#", "aria-label": t("back") }, "‹")
			: h("img", { src: "/assets/nongan_supervision/images/logo.svg", alt: "", width: 32, height: 32 }),
		h("div.who", {}, h("strong", {}, t("title")), h("span", {}, state.name)),
		state.user ? h("button.leave", { type: "button", click: leave }, t("sign_out")) : null
	);
}

const gone = (name) =>
	state.done.some((task) => task.name === name)
		? h("p.notice.go", { role: "status" }, t("arrived"))
		: h("p.card.faint", {}, t("gone"));

const nobody = () =>
	h(
		"section.card",
		{},
		h("h1", {}, t("sign_in_first")),
		h("a.button", { href: "/login?redirect-to=/field" }, t("sign_in"))
	);

async function leave() {
	const user = state.user;
	await stop();
	const { drafts, queue, photos } = await store.unsent();
	const unsent = drafts + queue + photos > 0;
	if (unsent && !window.confirm(t("leave_unsent", drafts, photos))) return goOn();
	try {
		await server.signOut();
	} catch (error) {
		window.alert(error instanceof server.Unreachable ? t("leave_offline") : error.message);
		return goOn();
	}
	store.rememberUser(null);
	if (!unsent) await store.clear(user);
	window.location.assign("/login?redirect-to=/field");
}

/** Who was signed in has left on another page of this phone. */
function left() {
	stop();
	Object.assign(state, { user: null, name: "", tasks: [], drafts: {}, done: [] });
	window.location.hash = "";
	again();
}

async function start() {
	root.replaceChildren(top, main);
	store.onCleared(left);
	try {
		await open(store.lastUser());
	} catch {
		root.replaceChildren(header(), h("p.error", { role: "alert" }, t("no_storage")));
		return;
	}
	draw();
	keepSending(draw);
	window.addEventListener("hashchange", () => {
		window.scrollTo(0, 0);
		again();
	});
	window.addEventListener("offline", draw);
	navigator.storage?.persist?.();
	navigator.serviceWorker?.register(`/field-sw.js?v=${root.dataset.version}`, { scope: "/field" });
	await sync();
}

start();
