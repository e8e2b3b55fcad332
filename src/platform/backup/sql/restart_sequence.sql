-- Lets a sequence go on where it was; taken back with the transaction, unlike setval. Slots: sequence, next.
ALTER SEQUENCE {{sequence}} RESTART WITH {{next}}
