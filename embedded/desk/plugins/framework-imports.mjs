// Imports of packages through the folder where a bench would have them: "frappe/public/node_modules/…".

import path from "node:path";

const THROUGH_PUBLIC = /^frappe\/public\/node_modules\//;

/** @returns an esbuild plugin */
export function frameworkImports({ nodeModules }) {
	return {
		name: "framework-imports",
		setup(build) {
			build.onResolve({ filter: THROUGH_PUBLIC }, ({ path: request }) => ({
				path: path.join(nodeModules, request.replace(THROUGH_PUBLIC, "")),
			}));
		},
	};
}
