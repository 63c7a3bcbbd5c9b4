/** Tells of Ctrl-C and of being asked to end; the second time the process ends at once. */
export function onInterrupt(tell: () => void, exitCode: number): void {
  let told = false;
  const handle = (): void => {
    if (told) process.exit(exitCode);
    told = true;
    tell();
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
}
