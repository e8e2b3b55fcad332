-- Sets the next number of a sequence; rolled back with the transaction, unlike setval. Slots: sequence, next.
ALTER SEQUENCE {{sequence}} RESTART WITH {{next}}
