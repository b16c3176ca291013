// Keeps the page of inspections on the phone, with its scripts and its style. What is filled in, the page keeps itself.

const CACHE = "nongan-field-" + new URL(self.location).searchParams.get("v");
const PAGE = "/field";
const MANIFEST = "/assets/nongan_supervision/field/manifest.json";
const PATIENCE = 4000; // milliseconds that a weak signal may take, before the kept page is shown

self.addEventListener("install", (event) => {
	event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
	event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
	const { request } = event;
	const address = new URL(request.url);
	if (request.method !== "GET" || address.origin !== self.location.origin) return;
	if (request.mode === "navigate" && address.pathname === PAGE) event.respondWith(page(request));
	else if (address.pathname.startsWith("/assets/nongan_supervision/")) event.respondWith(asset(request));
});

async function keepPage() {
	const response = await fetch(PAGE, { credentials: "same-origin", cache: "no-store" });
	if (isPage(response)) await keep(response);
}

// Only the page itself: not the sign-in page that somebody is sent to, nor a refusal
const isPage = (response) => response.ok && !response.redirected && response.type === "basic";

async function keep(response) {
	const cache = await caches.open(CACHE);
	const parts = [...(await response.clone().text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)];
	const addresses = new Set([MANIFEST, ...parts.map((part) => part[1])]);
	const missing = [];
	for (const address of addresses) if (!(await cache.match(address))) missing.push(address);
	await cache.addAll(missing);
	await cache.put(PAGE, response);
}

async function page(request) {
	const kept = await caches.match(PAGE);
	const fresh = fetch(request).then((response) => {
		if (isPage(response)) keep(response.clone()).catch(() => {});
		return response;
	});
	if (!kept) return fresh;
	fresh.catch(() => {});
	const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
	return Promise.race([fresh, late]).catch(() => kept);
}

async function asset(request) {
	return (await caches.match(request)) || fetch(request);
}

async function dropOlder() {
	const names = await caches.keys();
	const older = names.filter((name) => name.startsWith("nongan-field-") && name !== CACHE);
	await Promise.all(older.map((name) => caches.delete(name)));
}
