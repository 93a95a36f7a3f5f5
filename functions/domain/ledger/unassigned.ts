/** Money that no programme, or no bank account, is known for stands under this name until somebody has identified it. */
export const unassigned = 'unassigned';
