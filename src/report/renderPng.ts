/** The packages that it takes. */
export const PNG_PACKAGES = "@resvg/resvg-js @expo-google-fonts/arimo";

/** Dots per unit of the SVG: sharp on paper, too. */
const ZOOM = 2;

/**
 * A picture as PNG, the same on every machine: no font of the system is used.
 * Null where a package is not installed.
 *
 * @param fontFiles of a font with the metrics of Arial; null: none is installed
 */
export async function renderPng(
  svg: string,
  fontFiles: readonly string[] | null,
): Promise<Uint8Array | null> {
  const resvg = await import("@resvg/resvg-js").catch(() => null);
  if (resvg === null || fontFiles === null) return null;
  const picture = new resvg.Resvg(svg, {
    fitTo: { mode: "zoom", value: ZOOM },
    font: { fontFiles: [...fontFiles], loadSystemFonts: false, defaultFontFamily: "Arimo" },
  });
  return picture.render().asPng();
}
