"""`python -m portal.demo.oidc` is what `make run-oidc` starts."""

from portal.demo.oidc.run import main

main()
