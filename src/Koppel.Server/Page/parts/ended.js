/** Whether no further row of a result comes: all are there, or its reading broke off. What came can be used either way. */
export const isEnded = ({ isComplete, fault }) => isComplete || Boolean(fault);
