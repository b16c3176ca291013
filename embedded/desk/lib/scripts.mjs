// The script bundles.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundlerOptions, writeHashed } from "./bundler.mjs";
import { scriptBundles } from "./bundles.mjs";
import { frameworkImports } from "../plugins/framework-imports.mjs";
import { htmlTemplates } from "../plugins/html-templates.mjs";
import { patchedSources } from "../plugins/patched-sources.mjs";
import { vueComponents } from "../plugins/vue-components.mjs";

// Packages that require() Vue would otherwise bring its template compiler into a bundle, which nothing uses.
const VUE = "vue/dist/vue.runtime.esm-bundler.js";
const EVENT_STREAM = fileURLToPath(new URL("../runtime/event-stream.js", import.meta.url));

const DEFINES = {
	__VUE_OPTIONS_API__: "true",
	__VUE_PROD_DEVTOOLS__: "false",
	__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
	global: "window",
};

/**
 * Build every script bundle into `folder`.
 *
 * @returns {Promise<Map<string, string>>} bundle name → its address, "/assets/frappe/dist/js/…"
 */
export async function buildScripts(desk, folder) {
	const bundles = await scriptBundles(desk.apps);
	const result = await desk.esbuild.build({
		...bundlerOptions(desk, bundles, "js"),
		alias: { vue: VUE, "socket.io-client": EVENT_STREAM },
		define: { ...DEFINES, "process.env.NODE_ENV": desk.production ? '"production"' : '"development"' },
		plugins: [frameworkImports(desk), patchedSources(desk), htmlTemplates(desk), vueComponents(desk)],
	});
	const built = new Map(result.outputFiles.map((file) => [file.path, file.text]));
	return writeHashed(bundles, folder, "js", (place) => withStyles(built, path.resolve("/", place)));
}

/** The Desk asks for a bundle by its script alone: the script has to bring the styles of its components along. */
function withStyles(built, script) {
	const styles = built.get(script.replace(/\.js$/, ".css"));
	if (!styles) return built.get(script);
	const element = `Object.assign(document.createElement("style"),{textContent:${JSON.stringify(styles)}})`;
	return `${built.get(script)}\ndocument.head.append(${element});\n`;
}
