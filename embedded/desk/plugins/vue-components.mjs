// Vue components: one *.vue file becomes a script with its render function, and a style sheet per <style>.
//
// Every component of the framework has a <script setup>, so nothing else is built.

import { createHash } from "node:crypto";
import path from "node:path";
import { compileSass } from "../lib/sass.mjs";

const STYLE = /^(.*\.vue)\?style=(\d+)$/;

/** @returns an esbuild plugin */
export function vueComponents(desk) {
	const components = new Map();
	return {
		name: "vue-components",
		setup(build) {
			build.onLoad({ filter: /\.vue$/ }, ({ path: file }) => {
				const component = parse(file, desk);
				components.set(file, component);
				return compiled(component, () => script(component, desk));
			});
			build.onResolve({ filter: STYLE }, ({ path: request }) => ({
				path: request,
				namespace: "vue-style",
			}));
			build.onLoad({ filter: STYLE, namespace: "vue-style" }, ({ path: request }) => {
				const [, file, index] = STYLE.exec(request);
				const component = components.get(file);
				return compiled(component, () => style(component, Number(index), desk));
			});
		},
	};
}

function parse(file, { framework, sources, vueCompiler }) {
	const options = { filename: file, ignoreEmpty: false };
	const { descriptor, errors } = vueCompiler.parse(sources.read(file), options);
	const place = path.relative(path.dirname(framework.folder), file);
	return { file, descriptor, errors, id: createHash("sha256").update(place).digest("hex").slice(0, 8) };
}

function script({ file, descriptor, id, errors }, { production, vueCompiler }) {
	if (errors.length) throw errors[0];
	if (!descriptor.scriptSetup) throw new Error("only components with <script setup> can be built");
	const { content } = vueCompiler.compileScript(descriptor, {
		id,
		isProd: production,
		genDefaultAs: "component",
		inlineTemplate: true,
		templateOptions: { transformAssetUrls: false },
	});
	const styles = descriptor.styles.map((_, index) => `import ${JSON.stringify(`${file}?style=${index}`)};`);
	const scope = descriptor.styles.some(({ scoped }) => scoped)
		? `component.__scopeId = "data-v-${id}";`
		: "";
	const contents = [...styles, content, scope, "export default component;"].join("\n");
	return { contents, loader: descriptor.scriptSetup.lang === "ts" ? "ts" : "js" };
}

function style({ file, descriptor, id }, index, desk) {
	const { content, lang, scoped } = descriptor.styles[index];
	const source = lang === "scss" ? compileSass(content, file, desk) : content;
	const options = { source, filename: file, id: `data-v-${id}`, scoped };
	const { code, errors } = desk.vueCompiler.compileStyle(options);
	if (errors.length) throw errors[0];
	return { contents: code, loader: "css" };
}

/** The result of `compile`, with imports relative to the component; or its error, with the place where it is. */
function compiled({ file }, compile) {
	try {
		return { ...compile(), resolveDir: path.dirname(file) };
	} catch ({ message }) {
		return { errors: [{ text: `${file}: ${message}` }] };
	}
}
