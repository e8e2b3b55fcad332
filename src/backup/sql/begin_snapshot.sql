-- Makes all that the transaction reads that of one moment. Must be its first statement.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY
