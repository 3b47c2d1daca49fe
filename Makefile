.PHONY: run test bench fuzz schemathesis reset sqlx

# Builds, starts everything, loads the demo the first time and prints the address.
run:
	@exec node end2end/run.mjs

# Every test there is, with one summary at the end.
test:
	@exec node end2end/test.mjs

# Measures a synthetic country; adds a line to docs/BENCHMARKS.md.
bench:
	@exec node end2end/bench.mjs

# Feeds every parser what nobody would send; keeps what is of interest.
fuzz:
	@exec node end2end/fuzz.mjs

# Asks the delivery API all that its document says, and much that it does not.
schemathesis:
	@exec node end2end/schemathesis.mjs

# Forgets the data of run and test.
reset:
	@exec node end2end/reset.mjs

# Renews .sqlx, with which the SQL is checked where no database runs.
sqlx:
	@exec node end2end/sqlx.mjs
