/** @returns {string} text that is safe in HTML; forms and reports have it as nongan.report.escaped */
export function escaped(text) {
	return frappe.utils.escape_html(String(text ?? ""));
}
