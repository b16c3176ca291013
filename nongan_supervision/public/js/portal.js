// The forms of the producers' portal: sent to a whitelisted method, answered in place.

const token = document.querySelector("meta[name=csrf-token]").content;

async function ask(method, args, http = "POST") {
	const query = http === "GET" ? `?${new window.URLSearchParams(args)}` : "";
	const response = await fetch(`/api/method/${method}${query}`, {
		method: http,
		headers: {
			Accept: "application/json",
			"Content-Type": "application/json",
			"X-Frappe-CSRF-Token": token,
		},
		body: http === "GET" ? undefined : JSON.stringify(args),
	});
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(reason(answer, response.status));
	return answer.message;
}

function reason(answer, status) {
	const messages = JSON.parse(answer._server_messages || "[]").map((one) => JSON.parse(one).message);
	const plain = messages.map(
		(html) => new window.DOMParser().parseFromString(html, "text/html").body.textContent
	);
	return plain.join("\n") || document.body.dataset[status === 403 ? "refused" : "failed"];
}

function showFor(form) {
	for (const part of form.querySelectorAll("[data-for]")) {
		const chosen = [...form.querySelectorAll("input[type=radio]:checked")].map((radio) => radio.value);
		const wanted = part.dataset.for.split("|").some((value) => chosen.includes(value));
		part.hidden = !wanted;
		for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !wanted;
	}
}

function valuesOf(form) {
	const filled = [...new FormData(form)].filter(([, value]) => value !== "");
	const isNumber = (name) => form.elements[name].type === "number";
	return Object.fromEntries(filled.map(([name, value]) => [name, isNumber(name) ? Number(value) : value]));
}

// One key for each form that is filled in: sent twice, because an answer was lost, it still counts once.
function newKey() {
	const bytes = window.crypto.getRandomValues(new Uint8Array(16));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(form) {
	const button = form.querySelector("[type=submit]");
	const error = form.querySelector(".error");
	button.disabled = true;
	error.hidden = true;
	try {
		const values = { ...valuesOf(form), request_key: form.dataset.key };
		const answer = await ask(form.dataset.method, { values });
		form.dataset.key = newKey(); // the browser may bring this page back, for another entry
		window.location.assign(form.dataset.then + encodeURIComponent(answer.name));
	} catch (problem) {
		error.textContent = problem.message;
		error.hidden = false;
		error.scrollIntoView({ block: "center" });
		button.disabled = false;
	}
}

// The input catalogue: a list below the field while one types.
function searchInputs(form, field) {
	const list = form.querySelector(".found");
	const preview = form.querySelector(".preview");
	let days = null;
	let waiting;

	const showDay = () => {
		const day = new Date(form.elements.recorded_on.value);
		preview.hidden = days === null || isNaN(day);
		if (preview.hidden) return;
		day.setDate(day.getDate() + days);
		const text = preview.dataset.text.replace("{0}", day.toISOString().slice(0, 10)).replace("{1}", days);
		preview.textContent = text;
	};

	const choose = (one) => {
		field.value = one.name;
		days = one.days;
		list.hidden = true;
		showDay();
	};

	const offer = (found) => {
		list.replaceChildren(
			...found.map((one) => {
				const choice = document.createElement("button");
				choice.type = "button";
				const note = document.createElement("small");
				note.textContent = one.warning || one.note;
				note.className = one.warning ? "warning" : "";
				choice.append(one.name, note);
				choice.addEventListener("click", () => choose(one));
				return choice;
			})
		);
		list.hidden = !found.length;
		const exact = found.find((one) => one.name === field.value);
		days = exact ? exact.days : null;
		showDay();
	};

	const search = () => {
		clearTimeout(waiting);
		waiting = setTimeout(async () => {
			const args = { text: field.value, product: form.elements.product.value };
			offer(await ask(field.dataset.search, args, "GET").catch(() => []));
		}, 200);
	};

	field.addEventListener("input", search);
	field.addEventListener("focus", search);
	form.elements.product.addEventListener("change", () => field.value && search());
	form.elements.recorded_on.addEventListener("change", showDay);
	document.addEventListener("click", (event) => {
		if (event.target !== field && !list.contains(event.target)) list.hidden = true;
	});
}

// What stands against a certificate of the product and batch, said before anybody fills in the rest.
async function showProspects(form) {
	const box = form.querySelector(".prospects");
	const args = {
		producer: form.elements.producer.value,
		product: form.elements.product.value,
		batch_no: form.elements.batch_no.value,
		issued_on: form.dataset.today,
	};
	const found = await ask(form.dataset.prospects, args, "GET").catch(() => ({ reasons: [] }));
	box.textContent = found.reasons.join("\n");
	box.hidden = !found.reasons.length;
}

document.querySelector(".leave").addEventListener("click", async () => {
	await ask("logout", {});
	window.location.assign("/login?redirect-to=/my-farm");
});

for (const form of document.querySelectorAll("form[data-method]")) {
	form.dataset.key = newKey();
	form.addEventListener("change", () => showFor(form));
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		send(form);
	});
	showFor(form);
	const input = form.querySelector("[data-search]");
	if (input) searchInputs(form, input);
	if (form.dataset.prospects) {
		for (const name of ["product", "batch_no"])
			form.elements[name].addEventListener("change", () => showProspects(form));
	}
	const unit = form.elements.unit;
	form.elements.product.addEventListener("change", () => {
		const chosen = form.elements.product.selectedOptions[0];
		if (chosen.dataset.unit) unit.value = chosen.dataset.unit;
	});
}
