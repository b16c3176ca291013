frappe.ui.form.on("Field Submission", {
	refresh(frm) {
		const { outcome, settled, task } = frm.doc;
		const open = !settled && ["Conflict", "Refused"].includes(outcome);
		frm.page.set_indicator(__(outcome, null, "Field Submission"), open ? "red" : "green");
		if (task) {
			frm.add_custom_button(__("View Task"), () => frappe.set_route("Form", "Inspection Task", task));
		}
		if (outcome === "Conflict" && !settled) {
			frm.set_intro(
				__(
					"Compare what was sent with the task. Take over into the task what is right, then tick “Settled”."
				),
				"orange"
			);
		}
		show_comparison(frm);
	},
});

/** What was sent beside what the task says now. */
async function show_comparison(frm) {
	const wrapper = frm.fields_dict.comparison.$wrapper.empty();
	const sent = read_content(frm.doc.content);
	if (!sent) return;
	const task = await frappe.model.with_doc("Inspection Task", frm.doc.task).catch(() => null);
	wrapper.html(
		table_of(rows_of(sent, frappe.model.get_doc("Inspection Task", frm.doc.task) || task || {}))
	);
}

function read_content(content) {
	try {
		return JSON.parse(content);
	} catch {
		return null; // kept as it came, whatever it is
	}
}

function rows_of(sent, task) {
	const said = ({ result, finding } = {}) =>
		[result && __(result, null, "Inspection Item"), finding].filter(Boolean).join("：");
	const answers = Object.fromEntries((sent.items || []).map((item) => [item.name, item]));
	const label = (fieldname) =>
		__(frappe.meta.get_label("Inspection Task", fieldname), null, "Inspection Task");
	const fields =
		sent.kind === "Rectification" ? ["rectification_report"] : ["conclusion", "inspected_person"];
	const rows = (task.items || [])
		.filter((item) => answers[item.name])
		.map((item) => [item.item, said(answers[item.name]), said(item)]);
	if (sent.kind !== "Start")
		rows.push(...fields.map((fieldname) => [label(fieldname), sent[fieldname], task[fieldname]]));
	if (sent.started_at) rows.push([__("Started At"), local(sent.started_at), local(task.started_at)]);
	if (sent.photos?.length) {
		const arrived = new Set((task.photos || []).map((photo) => photo.photo_key));
		const taken_over = sent.photos.filter((photo) => arrived.has(photo.photo_key)).length;
		rows.push([__("Photos"), sent.photos.length, taken_over]);
	}
	return rows;
}

function local(moment) {
	if (!moment) return "";
	return moment.includes("T") ? frappe.datetime.get_datetime_as_string(new Date(moment)) : moment;
}

function table_of(rows) {
	const { escaped } = nongan.report;
	const body = rows.map(([label, sent, now]) => {
		const look = String(sent ?? "") === String(now ?? "") ? "" : ' class="bg-light font-weight-bold"';
		return `<tr${look}><td class="text-muted">${escaped(label)}</td><td>${escaped(sent)}</td><td>${escaped(
			now
		)}</td></tr>`;
	});
	return `<table class="table table-bordered"><thead><tr><th></th><th>${__("What Was Sent")}</th><th>${__(
		"In the Task Now"
	)}</th></tr></thead><tbody>${body.join("")}</tbody></table>`;
}
