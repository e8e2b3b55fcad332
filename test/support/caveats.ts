/** Caveats of an answer, as a test asks for them. */
export type Caveats = { message: string }[];

/** The sentences of caveats. */
export const sentencesOf = (caveats: Caveats): string[] => caveats.map(({ message }) => message);
