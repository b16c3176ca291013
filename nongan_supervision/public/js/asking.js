/**
 * Ask the server without changing anything there.
 *
 * `frappe.xcall` takes the kind of request on Frappe 16 alone, 15 sends a POST whatever it is told; `frappe.call` takes
 * it on both.
 *
 * @param {string} method - dotted path of a whitelisted method
 * @param {Object<string, *>} [args]
 * @returns {Promise<*>} what the method returns
 */
frappe.provide("nongan");

nongan.ask = async function (method, args) {
	const { message } = await frappe.call({ method, args, type: "GET" });
	return message;
};
