/**
 * Where a user starts: on the workspace of their role.
 *
 * The app's address leads to its general workspace, which only those who administer it hold. For all others the
 * Desk's router leads on from there to their own; on Frappe 15 and 16 alike.
 */
const GENERAL = "Nongan Supervision";

(() => {
	const home = window.frappe?.boot?.nongan_home;
	// the site's own address shows the Desk, but no page of it
	if (home && window.location.pathname === "/")
		window.history.replaceState(null, "", `/${frappe.boot.nongan_address}/${frappe.router.slug(home)}`);
	if (home && home !== GENERAL) frappe.re_route[frappe.router.slug(GENERAL)] = frappe.router.slug(home);
})();
