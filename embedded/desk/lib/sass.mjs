// Sass as the framework writes it: "~package/file", "frappe/public/file", and much that Sass calls deprecated.

import path from "node:path";
import { pathToFileURL } from "node:url";

/** The CSS of the Sass source `text`, which is, or is part of, `file`. */
export function compileSass(text, file, { apps, nodeModules, sass }) {
	const { css } = sass.compileString(text, {
		url: pathToFileURL(file),
		loadPaths: [path.dirname(file), nodeModules, ...apps.map((app) => path.dirname(app.folder))],
		importers: [{ findFileUrl: (url) => packageFile(url, nodeModules) }],
		logger: sass.Logger.silent,
	});
	return css;
}

function packageFile(url, nodeModules) {
	return url.startsWith("~") ? pathToFileURL(path.join(nodeModules, url.slice(1))) : null;
}
