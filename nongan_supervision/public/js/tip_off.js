// The public tip-off page: photos are made smaller before they leave the phone, and a form is sent once.

(() => {
	const LONGEST_SIDE = 2000;
	const QUALITY = 0.85;
	const LARGEST_BYTES = 10 * 1024 * 1024;
	const AT_MOST = 3;

	const form = document.getElementById("report");
	if (!form) return;
	const photos = form.elements.photos;
	const problem = document.getElementById("photo-problem");
	const button = form.querySelector("button");

	photos.addEventListener("change", async () => {
		button.disabled = true;
		try {
			await make_smaller();
		} finally {
			button.disabled = false;
		}
		say(what_is_wrong());
	});

	form.addEventListener("submit", (event) => {
		const wrong = what_is_wrong();
		say(wrong);
		if (wrong) {
			event.preventDefault();
			return;
		}
		button.disabled = true;
		button.textContent = form.dataset.sending;
	});

	// a page that comes back from the browser's memory can be sent again
	window.addEventListener("pageshow", () => (button.disabled = false));

	function what_is_wrong() {
		const files = [...photos.files];
		if (files.length > AT_MOST) return form.dataset.tooMany;
		return files.some((file) => file.size > LARGEST_BYTES) ? form.dataset.tooLarge : "";
	}

	function say(text) {
		problem.textContent = text;
		problem.hidden = !text;
	}

	async function make_smaller() {
		if (!window.createImageBitmap || !window.DataTransfer) return;
		const kept = new DataTransfer();
		for (const file of photos.files) kept.items.add(await smaller(file));
		photos.files = kept.files;
	}

	/** A photo drawn anew, without what the phone wrote into it; the file itself where it can't be drawn. */
	async function smaller(file) {
		try {
			const picture = await createImageBitmap(file);
			const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
			const canvas = document.createElement("canvas");
			canvas.width = Math.round(picture.width * scale);
			canvas.height = Math.round(picture.height * scale);
			canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
			const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
			return drawn && drawn.size < file.size
				? new File([drawn], "photo.jpg", { type: "image/jpeg" })
				: file;
		} catch {
			return file;
		}
	}
})();
