// The style bundles, each for both directions of writing.

import path from "node:path";
import { bundlerOptions, writeHashed } from "./bundler.mjs";
import { styleBundles } from "./bundles.mjs";
import { frameworkImports } from "../plugins/framework-imports.mjs";
import { styleSheets } from "../plugins/style-sheets.mjs";

/**
 * Build every style bundle into `folder`.
 *
 * @returns {Promise<{leftToRight: Map<string, string>, rightToLeft: Map<string, string>}>} bundle name →
 *   its address, "/assets/frappe/dist/css/…"
 */
export async function buildStyles(desk, folder) {
	const bundles = await styleBundles(desk.apps);
	const sheets = styleSheets(desk);
	const build = async (kind, plugin) => {
		const result = await desk.esbuild.build({
			...bundlerOptions(desk, bundles, kind),
			plugins: [frameworkImports(desk), plugin],
		});
		const built = new Map(result.outputFiles.map((file) => [file.path, file.text]));
		return writeHashed(bundles, folder, kind, (place) => built.get(path.resolve("/", place)));
	};
	return {
		leftToRight: await build("css", sheets.asWritten),
		rightToLeft: await build("css-rtl", sheets.mirrored),
	};
}
