// The upload page of a register: attach → check → import. The server does the work in the background; the page
// asks how far it is, so it needs no socket.

const POLL_EVERY = 800; // milliseconds
const RUNNING = ["Checking", "Importing"];
const ROWS_SHOWN = 200;

frappe.ui.form.on("Register Import", {
	setup(frm) {
		frm.set_df_property("file", "options", { restrictions: { allowed_file_types: [".xlsx"] } });
		take_dropped_files(frm);
	},

	refresh(frm) {
		show_introduction(frm);
		show_outcome(frm);
		add_buttons(frm);
		frm.register_import_silent = false;
		if (RUNNING.includes(frm.doc.status)) follow(frm);
		else frm.dashboard.hide_progress();
	},

	// An uploaded file saves the form by itself, so that a register is checked as soon as it is there.
	async after_save(frm) {
		if (frm.doc.status === "Draft" && frm.doc.file) await start(frm, "check_register");
	},
});

/**
 * A register that is dropped is uploaded at once, which saves the form.
 *
 * The framework's form takes what is dropped on it as a further attachment, for which it must have been saved; so this
 * comes before it, on the way down to where the file was dropped.
 */
function take_dropped_files(frm) {
	const page = frm.$wrapper.get(0);
	page.addEventListener("dragover", (event) => event.preventDefault(), true);
	page.addEventListener("drop", (event) => take_drop(frm, event), true);
}

function take_drop(frm, event) {
	const files = event.dataTransfer?.files;
	if (!files?.length) return;
	event.preventDefault();
	event.stopImmediatePropagation();
	if (frm.doc.file) {
		frappe.show_alert(__("Make a new import for another file."));
		return;
	}
	const field = frm.get_field("file");
	field.set_upload_options();
	const uploader = new frappe.ui.FileUploader({ ...field.upload_options, files: [files[0]] });
	field.file_uploader = uploader;
	if (!uploader.uploader.files.length) return; // no register, which the uploader has said
	// not earlier: a dialog that is still opening cannot be closed
	uploader.dialog.$wrapper.one("shown.bs.modal", () => uploader.upload_files());
}

function add_buttons(frm) {
	frm.add_custom_button(__("Empty Template"), () => choose_template(frm));
	if (frm.is_new() || RUNNING.includes(frm.doc.status)) return;

	if (frm.doc.refused_file) {
		frm.add_custom_button(__("Download Refused Rows"), () => window.open(frm.doc.refused_file));
	}
	if (frm.doc.rows_taken && ["Imported", "Partly Refused"].includes(frm.doc.status)) {
		frm.add_custom_button(__("Show Documents"), () => show_documents(frm));
	}
	if (["Draft", "Failed"].includes(frm.doc.status)) {
		set_primary(frm, __("Check Register"), "check_register");
	}
	if (frm.doc.status === "Checked" && frm.doc.rows_taken) {
		set_primary(frm, __("Import {0} Rows", [frm.doc.rows_taken]), "import_register");
	}
}

function set_primary(frm, label, method) {
	if (frm.is_dirty()) return;
	frm.page.set_primary_action(label, () => start(frm, method));
}

function show_introduction(frm) {
	const introductions = {
		Draft: [
			__(
				"Drag the register onto this page, or attach it below. It is checked at once; nothing is stored before you say so."
			),
			"blue",
		],
		Checked: frm.doc.rows_taken
			? [__("Nothing is stored yet."), "yellow"]
			: [__("There is nothing to import in this file."), "orange"],
		"Partly Refused": [
			__(
				"Correct the refused rows in the downloaded workbook and upload it as a new import. Nothing is stored twice."
			),
			"orange",
		],
	};
	const introduction = introductions[frm.doc.status];
	frm.set_intro("");
	if (introduction) frm.set_intro(...introduction);
}

async function start(frm, method) {
	await frappe.call({
		method: `nongan_supervision.api.${method}`,
		args: { name: frm.doc.name },
		freeze: true,
	});
	await frm.reload_doc();
}

function follow(frm) {
	clearTimeout(frm.register_import_timer);
	frm.register_import_timer = setTimeout(async () => {
		if (cur_frm !== frm) return;
		const { name } = frm.doc;
		const { message } = await frappe.call("nongan_supervision.api.register_progress", { name });
		if (frm.doc.name !== name) return;
		if (!RUNNING.includes(message.status)) {
			frm.dashboard.hide_progress();
			await frm.reload_doc();
			return;
		}
		// asked twice: the first answer may come just as the job ends
		if (!message.running && frm.register_import_silent) {
			offer_anew(frm);
			return;
		}
		frm.register_import_silent = !message.running;
		const percent = message.total ? Math.round((message.done / message.total) * 100) : 0;
		frm.dashboard.show_progress(
			frm.doc.status === "Checking"
				? __("Checking", null, "Register Import")
				: __("Importing", null, "Register Import"),
			percent,
			message.total ? __("{0} of {1} rows", [message.done, message.total]) : __("Waiting for its turn")
		);
		follow(frm);
	}, POLL_EVERY);
}

/** The worker has died: whoever looks at the import can start it again. */
function offer_anew(frm) {
	frm.dashboard.hide_progress();
	frm.set_intro("");
	frm.set_intro(
		__(
			"This has stopped before its end. Start it again: nothing is stored twice.",
			null,
			"Register Import"
		),
		"orange"
	);
	if (frm.doc.status === "Checking") set_primary(frm, __("Check Register"), "check_register");
	else set_primary(frm, __("Go On Importing", null, "Register Import"), "import_register");
}

function show_documents(frm) {
	const doctypes = {
		"Residue Tests": "Residue Test",
		"Quarterly Updates": "Quarterly Production Update",
		"Input Sales": "Input Sale",
		"Production Records": "Production Record",
		"Conformity Certificates": "Conformity Certificate",
	};
	const doctype = doctypes[frm.doc.kind];
	if (doctype) frappe.set_route("List", doctype, "List", { register_import: frm.doc.name });
	else frappe.set_route("List", "Producer", "List");
}

function choose_template(frm) {
	frappe.prompt(
		{
			fieldname: "kind",
			fieldtype: "Select",
			label: __("Kind", null, "Register Import"),
			options: frappe.meta.get_docfield("Register Import", "kind").options.split("\n").filter(Boolean),
			default: frm.doc.kind || "Residue Tests",
			reqd: 1,
		},
		({ kind }) => open_url_post("/api/method/nongan_supervision.api.register_template", { kind }),
		__("Empty Template"),
		__("Download", null, "Register Import")
	);
}

function show_outcome(frm) {
	const wrapper = frm.get_field("outcome").$wrapper.empty();
	if (frm.is_new() || !frm.doc.rows_total) return;
	wrapper.append(summary(frm.doc), refused_table(frm.doc));
}

function summary(doc) {
	const done = ["Imported", "Partly Refused"].includes(doc.status);
	const counts = [
		[
			done ? __("stored", null, "Register Import") : __("new", null, "Register Import"),
			doc.rows_taken,
			"green",
		],
		[__("refused", null, "Register Import"), doc.rows_refused, doc.rows_refused ? "red" : "gray"],
		[__("positive", null, "Register Import"), doc.positives, doc.positives ? "orange" : "gray"],
		[__("known before", null, "Register Import"), doc.rows_known, "gray"],
		[
			done
				? __("new producers entered", null, "Register Import")
				: __("new producers", null, "Register Import"),
			doc.new_producers,
			"blue",
		],
	];
	const list = $(
		'<div class="register-counts" style="display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 0.5rem 0 1rem">'
	);
	for (const [label, count, color] of counts) {
		const item = $("<div>").appendTo(list);
		$('<div style="font-size: 1.75rem; line-height: 1.2">')
			.addClass(`text-${color}`)
			.text(count || 0)
			.appendTo(item);
		$('<div class="text-muted">').text(label).appendTo(item);
	}
	return list;
}

function refused_table(doc) {
	const rows = JSON.parse(doc.refused_rows || "[]");
	if (!rows.length) return "";
	const table = $('<table class="table table-bordered register-refused">');
	const head = $("<tr>").appendTo($("<thead>").appendTo(table));
	for (const heading of [
		__("Row", null, "Register Import"),
		__("What it says", null, "Register Import"),
		__("Reason for Refusal"),
	]) {
		$("<th>").text(heading).appendTo(head);
	}
	const body = $("<tbody>").appendTo(table);
	for (const row of rows.slice(0, ROWS_SHOWN)) {
		const line = $("<tr>").appendTo(body);
		$('<td style="white-space: nowrap">')
			.text(row.sheet ? __("{0}, row {1}", [row.sheet, row.row_no], "Register") : row.row_no)
			.appendTo(line);
		$("<td>").text(row.cells).appendTo(line);
		const reasons = $('<ul style="margin: 0; padding-left: 1.2em">').appendTo($("<td>").appendTo(line));
		for (const reason of row.reasons) $("<li>").text(reason).appendTo(reasons);
	}
	const box = $('<div style="overflow-x: auto">').append(table);
	if (doc.rows_refused > rows.length) {
		box.append(
			$('<p class="text-muted">').text(
				__("{0} further rows are in the workbook of refused rows.", [doc.rows_refused - rows.length])
			)
		);
	}
	return box;
}
