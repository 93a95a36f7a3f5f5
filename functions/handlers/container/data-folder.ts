/** Beside the bundle lie the data that it was deployed with: policies, the working calendar. */
export const dataFolder = import.meta.dirname;
