// Templates: importing "page.html" defines frappe.templates["page"].
//
// The framework writes these files as the body of a JavaScript template literal: "${__("Search")}" and "\'" in
// them are evaluated when the bundle loads. Only a backquote stands for itself.

import path from "node:path";

/** @returns an esbuild plugin */
export function htmlTemplates({ sources }) {
	return {
		name: "html-templates",
		setup(build) {
			build.onLoad({ filter: /\.html$/ }, ({ path: file }) => {
				const name = JSON.stringify(path.basename(file, ".html"));
				const literal = sources.read(file).replaceAll("`", "\\`");
				return { contents: `frappe.templates[${name}] = \`${literal}\`;`, loader: "js" };
			});
		},
	};
}
