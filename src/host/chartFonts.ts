import { createRequire } from "node:module";

const FONTS = ["400Regular/Arimo_400Regular.ttf", "700Bold/Arimo_700Bold.ttf"];

/** The files of the font that charts are drawn with as PNG, null when it is not installed. */
export function chartFonts(): string[] | null {
  const { resolve } = createRequire(import.meta.url);
  try {
    return FONTS.map((font) => resolve(`@expo-google-fonts/arimo/${font}`));
  } catch {
    return null;
  }
}
