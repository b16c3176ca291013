(() => {
	const PAGE = "town-overview";

	frappe.pages[PAGE].on_page_load = (wrapper) => {
		frappe.require("town_overview.bundle.js", () => {
			wrapper.overview = new nongan.TownOverview(wrapper);
			wrapper.overview.refresh();
		});
	};

	frappe.pages[PAGE].on_page_show = (wrapper) => wrapper.overview?.refresh();
})();
