// The engine draws (SVG with the scales before it); this file asks and parses. Deliberately not here: drawing. The SVG is parsed as
// an image and imported node by node, never as HTML.
import type { ChartRequest, ChartScales } from "../bindings/api";
import { call } from "../call";

/** A picture that fills what it is put into, and what was asked for. */
export interface Drawn extends Picture {
  request: ChartRequest;
}

export async function drawChart(request: ChartRequest): Promise<Drawn> {
  const picture = parsePicture(await call("draw_chart", { request }));
  picture.svg.setAttribute("preserveAspectRatio", "none");
  picture.svg.setAttribute("aria-hidden", "true");
  return { ...picture, request };
}

export interface Picture {
  scales: ChartScales;
  svg: SVGSVGElement;
}

const LINE_FEED = 10;
const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(
  "svg g path polyline polygon line rect circle ellipse text tspan defs clipPath linearGradient stop title".split(" "),
);

/**
 * One line of JSON (`ChartScales`), a line feed, then the SVG.
 * @throws when it is anything else.
 */
export function parsePicture(bytes: ArrayBuffer): Picture {
  const all = new Uint8Array(bytes);
  const end = all.indexOf(LINE_FEED);
  if (end < 0) throw new Error("a picture without scales");
  const decoder = new TextDecoder();
  const scales = JSON.parse(decoder.decode(all.subarray(0, end))) as ChartScales;
  const parsed = new DOMParser().parseFromString(decoder.decode(all.subarray(end + 1)), "image/svg+xml");
  const root = parsed.documentElement;
  if (root.namespaceURI !== SVG || root.localName !== "svg") throw new Error("a picture that is no SVG");
  keepOnlyDrawing(root);
  return { scales, svg: document.importNode(root, true) as unknown as SVGSVGElement };
}

/** A unit from the network is text in the picture. Should anything else ever come through, it does not reach the page. */
function keepOnlyDrawing(element: Element): void {
  for (const attribute of [...element.attributes]) {
    if (/^on|href$|^style$/i.test(attribute.name)) element.removeAttribute(attribute.name);
  }
  for (const child of [...element.children]) {
    if (child.namespaceURI === SVG && DRAWN.has(child.localName)) keepOnlyDrawing(child);
    else child.remove();
  }
}
