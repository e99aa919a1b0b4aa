// Puts a map that moves in place of the drawing. Without this file the drawing and the list say the same.
const frame = document.getElementById("map");

const link = (text, address) => {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = text;
  return anchor;
};

const popup = (title, words, address, read) => {
  const box = document.createElement("div");
  const name = document.createElement("strong");
  name.textContent = title;
  box.append(name, document.createElement("br"), words, document.createElement("br"), link(read, address));
  return box;
};

const zoneColour = (zone) => getComputedStyle(document.documentElement).getPropertyValue(`--zone-${zone}`).trim() || "#06c";

const sign = (text, css, size) => L.divIcon({ html: text, className: css, iconSize: [size, size] });

const marker = (at, icon, title, content) => {
  const pin = L.marker(at, { icon, title, alt: title, keyboard: true });
  pin.bindPopup(content, { closeButton: true });
  return pin;
};

const draw = (data, words) => {
  frame.replaceChildren();
  frame.classList.add("is-live");
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", words.label);
  const map = L.map(frame, { scrollWheelZoom: false, zoomControl: false, attributionControl: Boolean(words.tiles) });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  if (words.tiles) L.tileLayer(words.tiles, { attribution: words.attribution, maxZoom: 18 }).addTo(map);

  const areas = L.featureGroup(data.comuni.map((comune) => L.polygon(comune.area, {
    color: zoneColour(comune.zone), weight: 1, fillOpacity: comune.count ? 0.15 : 0.05, interactive: false,
  }))).addTo(map);

  for (const comune of data.comuni) {
    if (comune.count === null) continue;
    const name = `${comune.name}: ${comune.words}`;
    const size = comune.count > 99 ? 40 : 32;
    marker(comune.at, sign(String(comune.count), `map-sign zone-tint-${comune.zone}${comune.count ? "" : " is-none"}`, size),
      name, popup(comune.name, comune.words, comune.url, words.read)).addTo(map);
  }
  for (const point of data.points) {
    marker(point.at, sign("", "map-point", 22), `${point.title}, ${point.where}`,
      popup(point.title, point.where, point.url, words.sheet)).addTo(map);
  }
  map.fitBounds(areas.getBounds(), { padding: [8, 8] });
  // A popup opened by keyboard takes the focus, so that its link is the next stop; closing gives it back.
  map.on("popupopen", (event) => {
    const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", words.close);
    event.popup.getElement().querySelector(".leaflet-popup-content a").focus();
  });
  map.on("popupclose", (event) => event.popup._source?.getElement()?.focus());
  frame.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });

  const note = document.getElementById("map-note");
  if (data.note) note.append(" ", data.note);
};

if (frame && window.L) {
  fetch(frame.dataset.source)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((data) => draw(data, frame.dataset))
    // Offline or refused: the drawing stays.
    .catch((problem) => console.info("map:", problem));
}
