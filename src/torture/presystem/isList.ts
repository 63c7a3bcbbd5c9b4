/** Whether a message is a presystem's list. */
export function isList(text: string): boolean {
  return !isAnswer(text) && text.includes('"ProvideChargingRequests"');
}

/** Whether a message is a confirmation or an error. */
export function isAnswer(text: string): boolean {
  return !text.startsWith("[1,");
}
