/** "Today 14:00" as it stands within a sentence: "today 14:00". */
export const inSentence = (moment: string): string => moment.charAt(0).toLowerCase() + moment.slice(1);
