/**
 * Each page says in the Desk's header what it is, in the user's language.
 *
 * Frappe 16 names pages there by their breadcrumbs alone, and a DocType with a single document by the document's
 * name, which is the English one.
 */
const set_form_breadcrumb = frappe.breadcrumbs.set_form_breadcrumb;

frappe.breadcrumbs.set_form_breadcrumb = function (breadcrumbs, view) {
	set_form_breadcrumb.call(this, breadcrumbs, view);
	if (!frappe.get_meta(breadcrumbs.doctype)?.issingle) return;
	this.$breadcrumbs.find("li a.title-text-form").text(__(breadcrumbs.doctype));
};

$(document).on("form-refresh", (_event, frm) => {
	if (frm.meta.issingle) frm.page.wrapper.find(".form-name-copy > span").text(__(frm.doctype));
});

frappe.provide("nongan");

/**
 * Name a page whose route says more than the page, or that was made after the Desk had named it.
 *
 * @param {frappe.ui.Page} page
 */
nongan.name_page = function (page) {
	if (frappe.container.page !== page.parent) return; // another one is shown by now
	if (page.$title_area.find("h3.title-text").length) return; // Frappe 15's header holds the title itself
	frappe.breadcrumbs.add({ type: "Custom", label: frappe.utils.escape_html(page.title) });
};
