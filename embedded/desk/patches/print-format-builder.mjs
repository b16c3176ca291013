export const printFormatBuilder = {
	path: "public/js/print_format_builder/store.js",
	why:
		"Opened by its address, the builder stays empty: loading the DocType brings the DocType's print formats" +
		" along, and these overwrite the one that has just been loaded, without its field templates (__onload).",
	old: `
				let _print_format = frappe.get_doc("Print Format", print_format_name);
				frappe.model.with_doctype(_print_format.doc_type, () => {
`,
	new: `
				let _print_format = frappe.get_doc("Print Format", print_format_name);
				let { __onload } = _print_format;
				frappe.model.with_doctype(_print_format.doc_type, () => {
					Object.assign(_print_format, { __onload });
`,
};
