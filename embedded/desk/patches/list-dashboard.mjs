export const listDashboard = {
	path: "public/js/frappe/list/list_view.js",
	why: "A list's dashboard view has no filters: its refresh stops at them with an error.",
	old: 'if (this.filter_area.filter_list.get_filter_value("_liked_by")) {',
	new: 'if (this.filter_area?.filter_list.get_filter_value("_liked_by")) {',
};
