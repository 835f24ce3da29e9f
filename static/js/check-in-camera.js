/* Reading codes with the camera, where the browser itself can; elsewhere the button stays hidden. */

const PAUSE_MS = 250;

async function watch(video, detector, found) {
  let last = "";
  while (video.srcObject) {
    const codes = await detector.detect(video).catch(() => []);
    const text = codes[0]?.rawValue ?? "";
    if (text && text !== last) found(text);
    last = text;
    await new Promise((done) => { setTimeout(done, PAUSE_MS); });
  }
}

function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}

export function scanInto(found) {
  const button = document.querySelector("[data-scan]");
  const video = document.querySelector("[data-camera]");
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (video.srcObject) {
      stop(video);
      return;
    }
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      button.hidden = true;
      return;
    }
    video.hidden = false;
    await video.play();
    watch(video, new window.BarcodeDetector({ formats: ["qr_code"] }), found);
  });
  addEventListener("pagehide", () => stop(video));
}
